package io.rethink.runner.config.report;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.runner.config.Threshold;
import jakarta.validation.constraints.NotBlank;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code report} block.
 *
 * @param title the heading; null for the study's name
 * @param names what axes and metrics are called in the report
 * @param metrics the columns of the results table; empty for the usual ones
 * @param epochsTo further metrics: the first epoch at which the training set is fitted so far
 * @param published what others found
 * @param charts in order
 * @param claims in order
 */
public record ReportBlock(
    @Description("The heading; the study's name unless given.") @NotBlank @Nullable String title,
    @Description("What axes and metrics are called in the report.") @Default("{}")
        Map<String, @NotBlank String> names,
    @Description("The metrics in the results table, in order.") @Default("[]")
        List<@NotBlank String> metrics,
    @Description("Further metrics: the first epoch that reaches a threshold.") @Default("{}")
        Map<String, Threshold> epochsTo,
    @Description("Published values, which are shown beside the runs'.") @Default("{}")
        Published published,
    @Description("The charts, in order.") @Default("[]") List<Chart> charts,
    @Description("What the runs are to bear out or refute, in order.") @Default("[]")
        List<Claim> claims) {

  public ReportBlock {
    names = ordered(names);
    metrics = List.copyOf(metrics);
    epochsTo = ordered(epochsTo);
    charts = List.copyOf(charts);
    claims = List.copyOf(claims);
  }

  static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** The same block with other published values. */
  public ReportBlock with(Published values) {
    return new ReportBlock(title, names, metrics, epochsTo, values, charts, claims);
  }
}
