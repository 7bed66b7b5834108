package io.rethink.runner.config;

import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.options.OptionsRecord;
import java.util.Optional;

/** The options that all extensions of a point have, beside their own. */
public final class CommonOptions {

  private CommonOptions() {}

  /** The common options of {@code point}, which every block of it may give; empty if none. */
  public static Optional<OptionsRecord> of(ExtensionPoint point) {
    return switch (point) {
      case DATASET -> Optional.of(OptionsRecord.of(DatasetOptions.class));
      case MEASURE -> Optional.of(OptionsRecord.of(MeasureOptions.class));
      default -> Optional.empty();
    };
  }
}
