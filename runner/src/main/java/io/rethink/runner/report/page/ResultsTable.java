package io.rethink.runner.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The results as the page shows them: a row a condition, a column a metric, split in two where
 * values were published.
 *
 * @param axes the headings of the conditions' labels
 * @param columns the headings of the metrics
 * @param rows one a condition
 * @param hasPublished whether any column is split
 */
record ResultsTable(List<String> axes, List<Column> columns, List<Row> rows, boolean hasPublished) {

  /**
   * A metric.
   *
   * @param name with its unit
   * @param width 2 if published values stand beside ours, else 1
   * @param published what they are called; empty if there are none
   */
  record Column(String name, int width, String published) {

    boolean isSplit() {
      return width == 2;
    }
  }

  /** A condition: its labels, number of runs, and one cell a metric or two. */
  record Row(List<Cell> labels, String runs, List<Cell> values) {}

  /**
   * A cell.
   *
   * @param style a class of the style sheet: {@code label}, {@code ours} or {@code theirs}
   */
  record Cell(String text, String style) {}

  static ResultsTable of(ReportedConditions study, List<String> axes, List<String> metrics) {
    PublishedValues published = study.published();
    Set<String> split = new LinkedHashSet<>();
    for (String metric : metrics) {
      if (study.all().stream().anyMatch(each -> published.value(each, metric) != null)) {
        split.add(metric);
      }
    }
    List<Column> columns =
        metrics.stream()
            .map(
                metric ->
                    new Column(
                        study.labels().name(metric) + study.unit(metric).bracket(),
                        split.contains(metric) ? 2 : 1,
                        split.contains(metric) ? study.block().published().name() : ""))
            .toList();
    List<Row> rows = new ArrayList<>();
    for (Condition condition : study.all()) {
      List<Cell> values = new ArrayList<>();
      for (String metric : metrics) {
        Unit unit = study.unit(metric);
        if (split.contains(metric)) {
          Double value = published.value(condition, metric);
          values.add(new Cell(value == null ? "" : unit.number(value), "theirs"));
        }
        values.add(new Cell(unit.number(study.quantities().spread(condition, metric)), "ours"));
      }
      rows.add(
          new Row(
              axes.stream()
                  .map(axis -> new Cell(condition.settings().getOrDefault(axis, "-"), "label"))
                  .toList(),
              runs(condition),
              values));
    }
    return new ResultsTable(
        axes.stream().map(study.labels()::name).toList(), columns, rows, !split.isEmpty());
  }

  private static String runs(Condition condition) {
    int finished = condition.finished().size();
    return finished == condition.planned()
        ? Integer.toString(finished)
        : finished + " of " + condition.planned();
  }
}
