package io.rethink.runner.cli;

import io.rethink.runner.difference.Difference;
import io.rethink.runner.difference.PointComparison;
import io.rethink.runner.difference.PointDifference;
import io.rethink.runner.difference.RunDifference;
import io.rethink.runner.report.ResultTable;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The difference of two runs as people read it. */
final class DifferenceText {

  private static final String SAME = ": the same";
  private static final Pattern DIGEST = Pattern.compile("\\b([0-9a-f]{12})[0-9a-f]{52}\\b");

  private final RunDifference difference;

  DifferenceText(RunDifference difference) {
    this.difference = difference;
  }

  /** All groups, one below the other. */
  String all() {
    return explanation() + "\n" + outcome();
  }

  /** What came of the runs. */
  String outcome() {
    return group("result", difference.result()) + "\n" + points();
  }

  /** What may explain that the results differ. */
  String explanation() {
    return String.join(
        "\n",
        group("configuration", difference.configuration()),
        group("code", difference.code()),
        group("data", difference.data()),
        group("machine", difference.machine()));
  }

  private String group(String name, List<Difference> differences) {
    if (differences.isEmpty()) {
      return name + SAME;
    }
    return new ResultTable(
            List.of(name, difference.first(), difference.second()),
            differences.stream()
                .map(each -> List.of(each.what(), shown(each.first()), shown(each.second())))
                .toList())
        .text();
  }

  private String points() {
    PointComparison points = difference.points();
    int shared = points.same() + points.different();
    StringBuilder text = new StringBuilder("metric points");
    if (points.different() == 0) {
      text.append(": all %,d that both runs have are the same".formatted(shared));
    } else {
      text.append(
          ": %,d of %,d that both runs have differ, first %s"
              .formatted(points.different(), shared, point(points.firstDifferent())));
    }
    if (points.missing() > 0) {
      text.append(
          "; %,d are in one run only, first %s"
              .formatted(points.missing(), point(points.firstMissing())));
    }
    return text.toString();
  }

  private String point(@Nullable PointDifference point) {
    PointDifference shown = Objects.requireNonNull(point);
    return "%s at step %d (%s in %s, %s in %s)"
        .formatted(
            shown.metric(),
            shown.step(),
            number(shown.first()),
            difference.first(),
            number(shown.second()),
            difference.second());
  }

  private static String number(@Nullable Double value) {
    return value == null ? "none" : value.toString();
  }

  private static String shown(@Nullable String value) {
    return value == null ? "-" : DIGEST.matcher(value).replaceAll("$1");
  }
}
