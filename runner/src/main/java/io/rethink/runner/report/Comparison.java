package io.rethink.runner.report;

import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Runs side by side: the options in which they differ, and their results. */
public final class Comparison {

  /**
   * One run.
   *
   * @param run its id
   * @param state how far it has come
   * @param options those in which the compared runs differ
   * @param epochsToInterpolation null if the training set was not fitted
   * @param metrics final metrics and measures; empty if the run has not ended
   */
  public record Row(
      String run,
      String state,
      Map<String, @Nullable String> options,
      @Nullable Integer epochsToInterpolation,
      Map<String, Double> metrics) {}

  private final List<String> options;
  private final List<Row> rows;

  private Comparison(List<String> options, List<Row> rows) {
    this.options = options;
    this.rows = rows;
  }

  /** Compares runs, in the given order. */
  public static Comparison of(List<KnownRun> runs) {
    List<String> options = differing(runs);
    return new Comparison(options, runs.stream().map(run -> row(run, options)).toList());
  }

  private static Row row(KnownRun known, List<String> options) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    options.forEach(option -> values.put(option, known.run().parameters().get(option)));
    Optional<RunResult> result = Optional.ofNullable(known.result());
    return new Row(
        known.run().id(),
        known.state().label(),
        values,
        result.map(RunResult::epochsToInterpolation).orElse(null),
        result.map(RunResult::metrics).orElse(Map.of()));
  }

  private static List<String> differing(List<KnownRun> runs) {
    Set<String> options = new TreeSet<>();
    runs.forEach(run -> options.addAll(run.run().parameters().keySet()));
    options.removeIf(
        option ->
            runs.stream()
                    .map(run -> Objects.toString(run.run().parameters().get(option)))
                    .distinct()
                    .count()
                == 1);
    return List.copyOf(options);
  }

  /** The runs with their numbers as they are. */
  public List<Row> rows() {
    return rows;
  }

  /** The runs with their numbers as people read them. */
  public ResultTable table() {
    Set<String> metrics = new TreeSet<>();
    rows.forEach(row -> metrics.addAll(row.metrics().keySet()));
    List<String> columns = new ArrayList<>(List.of("run", "state"));
    columns.addAll(options);
    columns.add("epochs to interpolation");
    columns.addAll(metrics);
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      List<String> line = new ArrayList<>(List.of(row.run(), row.state()));
      options.forEach(option -> line.add(text(row.options().get(option))));
      line.add(text(row.epochsToInterpolation()));
      metrics.forEach(metric -> line.add(number(row.metrics().get(metric))));
      cells.add(line);
    }
    return new ResultTable(columns, cells);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.5g", value);
  }
}
