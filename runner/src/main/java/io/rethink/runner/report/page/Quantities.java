package io.rethink.runner.report.page;

import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.report.Spread;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Metrics;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers of runs by the names that a report gives them, derived ones among them. */
final class Quantities {

  private static final String ERROR = "/error";
  private static final String ACCURACY = "/accuracy";
  private static final Pattern SMALL_IS_GOOD = Pattern.compile("(.*[/-])?(loss|error)(-.*)?");

  private final Map<String, Threshold> epochsTo;

  Quantities(ReportBlock block) {
    this.epochsTo = block.epochsTo();
  }

  /** A final value of a run that has come to its end; null if it has none. */
  @Nullable Double value(ReportedRun run, String metric) {
    RunResult result = run.result();
    if (result == null) {
      return null;
    }
    Threshold threshold = epochsTo.get(metric);
    if (threshold != null) {
      return firstEpoch(run, threshold);
    }
    Optional<String> bestOf = Metrics.bestOf(metric);
    if (bestOf.isPresent()) {
      return best(run, bestOf.get());
    }
    return switch (metric) {
      case Metrics.EPOCHS -> (double) result.epochs();
      case Metrics.STEPS -> (double) result.steps();
      case Metrics.EPOCHS_TO_INTERPOLATION -> number(result.epochsToInterpolation());
      case Metrics.STEPS_TO_INTERPOLATION -> number(result.stepsToInterpolation());
      default -> value(result.metrics(), metric);
    };
  }

  private static @Nullable Double number(@Nullable Number number) {
    return number == null ? null : number.doubleValue();
  }

  /** The value of {@code metric} among {@code values}; an error is what an accuracy lacks to 1. */
  static @Nullable Double value(Map<String, Double> values, String metric) {
    Double value = values.get(metric);
    if (value == null && metric.endsWith(ERROR)) {
      Double accuracy =
          values.get(metric.substring(0, metric.length() - ERROR.length()) + ACCURACY);
      return accuracy == null ? null : 1 - accuracy;
    }
    return value;
  }

  private static @Nullable Double best(ReportedRun run, String metric) {
    Collection<Double> values = curve(run, metric).values();
    if (values.isEmpty()) {
      return null;
    }
    return SMALL_IS_GOOD.matcher(metric).matches()
        ? Collections.min(values)
        : Collections.max(values);
  }

  private static @Nullable Double firstEpoch(ReportedRun run, Threshold threshold) {
    for (Map.Entry<Integer, Map<String, Double>> epoch : run.epochs().entrySet()) {
      Double loss = epoch.getValue().get(Metrics.TRAIN_LOSS);
      Double accuracy = epoch.getValue().get(Metrics.TRAIN_ACCURACY);
      if (epoch.getKey() > 0
          && threshold.reachedBy(
              loss == null ? Double.NaN : loss, accuracy == null ? Double.NaN : accuracy)) {
        return epoch.getKey().doubleValue();
      }
    }
    return null;
  }

  /** The threshold that defines {@code metric}, or null. */
  @Nullable Threshold threshold(String metric) {
    return epochsTo.get(metric);
  }

  /** Final values by seed, of the runs that have one. */
  Map<String, Double> bySeed(Condition condition, String metric) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (ReportedRun run : condition.finished()) {
      Double value = value(run, metric);
      if (value != null) {
        values.put(run.settings().getOrDefault(ReportedStudy.SEED, ""), value);
      }
    }
    return values;
  }

  /** Final values over the runs that have one. */
  Spread spread(Condition condition, String metric) {
    return Spread.of(bySeed(condition, metric).values());
  }

  /**
   * A metric after each epoch that all runs of a condition have: those that have ended, or if none
   * has, those that are under way.
   */
  NavigableMap<Integer, Spread> curve(Condition condition, String metric) {
    List<ReportedRun> runs =
        condition.finished().isEmpty() ? condition.runs() : condition.finished();
    NavigableMap<Integer, Spread> curve = new TreeMap<>();
    List<NavigableMap<Integer, Double>> curves =
        runs.stream().map(run -> curve(run, metric)).filter(map -> !map.isEmpty()).toList();
    if (curves.isEmpty()) {
      return curve;
    }
    for (Integer epoch : curves.get(0).keySet()) {
      List<Double> values =
          curves.stream().map(each -> each.get(epoch)).filter(Objects::nonNull).toList();
      if (values.size() == curves.size()) {
        curve.put(epoch, Spread.of(values));
      }
    }
    return curve;
  }

  private static NavigableMap<Integer, Double> curve(ReportedRun run, String metric) {
    NavigableMap<Integer, Double> curve = new TreeMap<>();
    run.epochs()
        .forEach(
            (epoch, values) -> {
              Double value = value(values, metric);
              if (value != null) {
                curve.put(epoch, value);
              }
            });
    return curve;
  }
}
