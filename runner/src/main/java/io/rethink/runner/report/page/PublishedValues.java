package io.rethink.runner.report.page;

import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.training.Metrics;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was published about a study's conditions. */
final class PublishedValues {

  /** Those that name most of a condition first. */
  private final List<Published.Row> rows;

  private final Quantities quantities;

  PublishedValues(Published published, Quantities quantities) {
    this.rows =
        published.values().stream()
            .sorted(Comparator.comparingInt((Published.Row row) -> row.where().size()).reversed())
            .toList();
    this.quantities = quantities;
  }

  /**
   * The final value under a condition, from the row that names most of its labels; null if there is
   * none. An epoch that reaches a loss is read off the published curve.
   */
  @Nullable Double value(Condition condition, String metric) {
    for (Published.Row row : rows) {
      Double value = Quantities.value(row.values(), metric);
      if (row.epoch() == null && value != null && condition.matches(row.where())) {
        return value;
      }
    }
    return fromCurve(condition, metric);
  }

  private @Nullable Double fromCurve(Condition condition, String metric) {
    Threshold threshold = quantities.threshold(metric);
    if (threshold == null || threshold.trainAccuracy() != null) {
      return null;
    }
    for (Map.Entry<Double, Double> point : curve(condition, Metrics.TRAIN_LOSS).entrySet()) {
      if (threshold.reachedBy(point.getValue(), Double.NaN)) {
        return point.getKey();
      }
    }
    return null;
  }

  /**
   * A metric by epoch under a condition; empty if none was published. Of several rows for one
   * epoch, the one that names most of the condition counts.
   */
  NavigableMap<Double, Double> curve(Condition condition, String metric) {
    NavigableMap<Double, Double> curve = new TreeMap<>();
    for (Published.Row row : rows) {
      Double value = Quantities.value(row.values(), metric);
      if (row.epoch() != null && value != null && condition.matches(row.where())) {
        curve.putIfAbsent(row.epoch(), value);
      }
    }
    return curve;
  }
}
