package io.rethink.runner.config;

import io.rethink.runner.options.Spelling;
import io.rethink.runner.training.Metrics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The axes, labels and metrics that a report can name; what it names beside them is reported. */
final class StudyNames {

  /** The column with the epoch that a row's values are from. */
  static final String EPOCH = "epoch";

  private final Map<String, Set<String>> labels;
  private final Set<String> metrics =
      new LinkedHashSet<>(
          List.of(
              Metrics.TRAIN_LOSS,
              Metrics.TRAIN_ACCURACY,
              Metrics.TRAIN_ERROR,
              Metrics.TEST_LOSS,
              Metrics.TEST_ACCURACY,
              Metrics.TEST_ERROR,
              Metrics.EPOCHS,
              Metrics.STEPS,
              Metrics.EPOCHS_TO_INTERPOLATION,
              Metrics.STEPS_TO_INTERPOLATION));
  private final boolean isMeasured;
  private final Problems problems;

  /**
   * @param labels the labels on each axis that the study has or could have
   * @param epochsTo the metrics that the report defines
   * @param isMeasured whether runs may have metrics that training does not log, which can have any
   *     name: those of measures, and of models in closed form
   */
  StudyNames(
      Map<String, Set<String>> labels,
      Collection<String> epochsTo,
      boolean isMeasured,
      Problems problems) {
    this.labels = labels;
    this.metrics.addAll(epochsTo);
    this.isMeasured = isMeasured;
    this.problems = problems;
  }

  boolean isAxis(String name) {
    return labels.containsKey(name);
  }

  /** Reports {@code axis} if the sweep has none of that name. */
  void checkAxis(String axis, String key, Place at) {
    if (!isAxis(axis)) {
      problems.add(
          at,
          "%s is \"%s\"; it must be an axis of the sweep%s"
              .formatted(key, axis, alternatives(axis, labels.keySet())));
    }
  }

  /** Reports each axis that the sweep has not, and each label that is on none of its points. */
  void checkWhere(Map<String, String> where, String key, Place at) {
    where.forEach(
        (axis, label) -> {
          Set<String> known = labels.get(axis);
          if (known == null) {
            problems.add(
                at,
                "%s has %s, which is no axis of the sweep%s"
                    .formatted(key, axis, alternatives(axis, labels.keySet())));
          } else if (known.stream().noneMatch(each -> SameLabel.isSame(each, label))) {
            problems.add(
                at,
                "%s has %s = \"%s\", and the axis has no such label%s"
                    .formatted(key, axis, label, alternatives(label, known)));
          }
        });
  }

  /** Reports {@code metric} if no run can have it. */
  void checkMetric(String metric, String key, Place at) {
    if (!canBeMetric(metric)) {
      problems.add(at, "%s: there is no metric \"%s\"%s".formatted(key, metric, metrics(metric)));
    }
  }

  /** Reports {@code name} if it is no axis, and no run can have a metric of that name. */
  void checkAxisOrMetric(String name, String key, Place at) {
    if (!isAxis(name) && (isSlipOfAxis(name) || !canBeMetric(name))) {
      problems.add(
          at,
          "%s: there is no axis and no metric \"%s\"%s"
              .formatted(key, name, axesAndMetrics(name, List.of())));
    }
  }

  /**
   * Whether a column can have the name {@code name}, which is reported if not: that of an axis, of
   * a metric, or {@code epoch}.
   */
  boolean checkColumn(String name, Place at) {
    boolean isSlip =
        isSlipOfAxis(name) || (!metrics.contains(name) && isSlip(name, List.of(EPOCH)));
    boolean isLegal = isAxis(name) || name.equals(EPOCH) || (!isSlip && canBeMetric(name));
    if (!isLegal) {
      problems.add(
          at,
          "the column \"%s\" is neither an axis of the sweep nor a metric nor %s%s"
              .formatted(name, EPOCH, axesAndMetrics(name, List.of(EPOCH))));
    }
    return isLegal;
  }

  /** Measures may find numbers of any name, so where there are any, only a slip is refused. */
  private boolean canBeMetric(String named) {
    String metric = Metrics.bestOf(named).orElse(named);
    if (metrics.contains(metric) || metric.equals(Metrics.PARAMETERS)) {
      return true;
    }
    return isMeasured && !isSlip(metric, metrics);
  }

  /** What measures find is grouped by {@code /}, so a word that is like an axis is meant as one. */
  private boolean isSlipOfAxis(String name) {
    return !metrics.contains(name) && !name.contains("/") && isSlip(name, axes().keySet());
  }

  private static boolean isSlip(String word, Collection<String> names) {
    return names.stream().anyMatch(name -> Spelling.isSlip(word, name))
        && !Spelling.near(word, names).isEmpty();
  }

  /** The axes by their names, and by the last steps of keys. */
  private Map<String, String> axes() {
    Map<String, String> axes = new LinkedHashMap<>();
    for (String axis : labels.keySet()) {
      axes.putIfAbsent(axis.substring(axis.lastIndexOf('.') + 1), axis);
      axes.put(axis, axis);
    }
    return axes;
  }

  private String metrics(String named) {
    String suggestion = Spelling.suggestion(Metrics.bestOf(named).orElse(named), metrics);
    return suggestion.isEmpty()
        ? "; without measures, there are %s".formatted(String.join(", ", metrics))
        : suggestion;
  }

  private String axesAndMetrics(String name, List<String> more) {
    Map<String, String> axes = axes();
    Set<String> all = new LinkedHashSet<>(axes.keySet());
    all.addAll(more);
    all.addAll(metrics);
    String meant =
        Spelling.near(Metrics.bestOf(name).orElse(name), all).stream()
            .map(near -> axes.getOrDefault(near, near))
            .distinct()
            .collect(Collectors.joining(" or "));
    if (!meant.isEmpty()) {
      return "; did you mean %s?".formatted(meant);
    }
    Set<String> names = new LinkedHashSet<>(labels.keySet());
    names.addAll(metrics);
    return "; without measures, there are %s".formatted(String.join(", ", names));
  }

  private static String alternatives(String word, Collection<String> names) {
    String suggestion = Spelling.suggestion(word, names);
    if (!suggestion.isEmpty() || names.isEmpty()) {
      return names.isEmpty() ? ", which has none" : suggestion;
    }
    return names.stream().collect(Collectors.joining(", ", "; there are ", ""));
  }
}
