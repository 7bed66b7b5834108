package io.rethink.runner.config;

import io.rethink.runner.config.report.ReportBlock;
import java.util.Map;

/** Writes a {@code report} block. */
public final class ReportText {

  private ReportText() {}

  /** A file with nothing but the block, with every default filled in. */
  public static String of(ReportBlock block) {
    return HoconText.ofRoot(Map.of("report", ExperimentTree.record(block)));
  }
}
