package io.rethink.runner.report.page;

import io.rethink.runner.training.Metrics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What axes, metrics and conditions are called. */
final class Labels {

  private static final Map<String, String> USUAL =
      Map.of(
          Metrics.TRAIN_LOSS, "training loss",
          Metrics.TRAIN_ACCURACY, "training accuracy",
          Metrics.TRAIN_ERROR, "training error",
          Metrics.TEST_LOSS, "test loss",
          Metrics.TEST_ACCURACY, "test accuracy",
          Metrics.TEST_ERROR, "test error",
          Metrics.EPOCHS_TO_INTERPOLATION, "epochs to interpolation",
          Metrics.STEPS_TO_INTERPOLATION, "steps to interpolation");

  /** Labels that say nothing without the name of their axis. */
  private static final Set<String> BARE = Set.of("yes", "no", "none", "on", "off", "true", "false");

  private static final Pattern NUMBER = Pattern.compile("[-+.\\d].*");

  private final Map<String, String> given;
  private final List<String> axes;

  Labels(Map<String, String> given, List<String> axes) {
    this.given = given;
    this.axes = axes;
  }

  /** What an axis or a metric is called. */
  String name(String key) {
    String known = given.getOrDefault(key, USUAL.get(key));
    return known == null
        ? Metrics.bestOf(key).map(metric -> "best " + name(metric)).orElse(key)
        : known;
  }

  /**
   * What tells a condition from {@code others}: its labels on the axes along which they differ.
   *
   * @param without axes that are shown otherwise
   */
  String of(Condition condition, Collection<Condition> others, Collection<String> without) {
    String label =
        axes.stream()
            .filter(axis -> condition.settings().containsKey(axis) && !without.contains(axis))
            .filter(
                axis ->
                    others.stream().map(other -> other.settings().get(axis)).distinct().count() > 1)
            .map(axis -> text(axis, condition.settings().getOrDefault(axis, "")))
            .collect(Collectors.joining(", "));
    return label.isEmpty() ? "these runs" : label;
  }

  /** A label as it reads by itself. */
  String text(String axis, String label) {
    return BARE.contains(label) || NUMBER.matcher(label).matches()
        ? name(axis) + " " + label
        : label;
  }
}
