package io.rethink.runner.config;

import io.rethink.runner.config.report.ReportBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file describes: the experiments of its sweep, or the one experiment if it
 * has none.
 *
 * @param name the experiments' common name
 * @param description what it is about, for people
 * @param axes the names of the sweep's axes, in the order of the file; empty without a sweep
 * @param variants the whole grid, the last axis changing fastest; never empty
 * @param report what its report shows; null for the usual
 * @param file the file that was read, as it was given
 * @param overrides what the command line changed, as it was given
 */
public record Study(
    String name,
    @Nullable String description,
    List<String> axes,
    List<Variant> variants,
    @Nullable ReportBlock report,
    Path file,
    List<String> overrides) {

  public Study {
    axes = List.copyOf(axes);
    variants = List.copyOf(variants);
    overrides = List.copyOf(overrides);
    if (variants.isEmpty()) {
      throw new IllegalArgumentException("a study without variants");
    }
  }

  /** The labels along an axis, in the order of the file. */
  public List<String> labels(String axis) {
    return variants.stream()
        .flatMap(variant -> Stream.ofNullable(variant.settings().get(axis)))
        .distinct()
        .toList();
  }

  /** Whether the file sweeps over anything. */
  public boolean isSweep() {
    return !axes.isEmpty();
  }
}
