package io.rethink.runner.report;

import io.rethink.runner.runs.EndedRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs side by side: a column for each option in which they differ, and for each result. */
public final class Comparison {

  private final ResultTable table;

  private Comparison(ResultTable table) {
    this.table = table;
  }

  /** Compares runs that have ended. */
  public static Comparison of(List<EndedRun> runs) {
    List<String> columns = new ArrayList<>(List.of("run"));
    List<Function<EndedRun, String>> cells = new ArrayList<>(List.of(run -> run.run().id()));
    for (String option : differing(runs)) {
      columns.add(option);
      cells.add(run -> text(run.run().parameters().get(option)));
    }
    columns.add("epochs to interpolation");
    cells.add(run -> text(run.result().epochsToInterpolation()));
    Set<String> metrics = new TreeSet<>();
    runs.forEach(run -> metrics.addAll(run.result().metrics().keySet()));
    for (String metric : metrics) {
      columns.add(metric);
      cells.add(run -> number(run.result().metrics().get(metric)));
    }
    return new Comparison(
        new ResultTable(
            columns,
            runs.stream()
                .map(run -> cells.stream().map(cell -> cell.apply(run)).toList())
                .toList()));
  }

  private static Collection<String> differing(List<EndedRun> runs) {
    Set<String> options = new TreeSet<>();
    runs.forEach(run -> options.addAll(run.run().parameters().keySet()));
    options.removeIf(
        option ->
            runs.stream()
                    .map(run -> Objects.toString(run.run().parameters().get(option)))
                    .distinct()
                    .count()
                == 1);
    return options;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "-" : value.toString();
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.5g", value);
  }

  /** One row a run. */
  public ResultTable table() {
    return table;
  }
}
