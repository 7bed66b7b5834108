package io.rethink.runner.report;

import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Metrics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A study's runs side by side: one row for all runs that differ in nothing but their seed. */
public final class StudySummary {

  /** What the numbers of the table are. */
  public static final String LEGEND =
      "mean ± standard deviation over seeds [95 % interval of the mean, by Student's t]";

  private static final String SEED = "seed";

  /**
   * The runs that differ in nothing but their seed.
   *
   * @param settings the sweep's value on each axis but the seed
   * @param runs number of runs
   * @param unfinished number of runs that did not finish
   * @param trainAccuracy final accuracy on the training set, from 0 to 1
   * @param testAccuracy final accuracy on the test set, from 0 to 1
   * @param inClosedForm whether the models were computed, in no epochs
   * @param epochsToInterpolation over the runs that fitted the training set
   * @param metrics all final metrics and measures of the finished runs, by name
   */
  public record Condition(
      Map<String, String> settings,
      int runs,
      int unfinished,
      Spread trainAccuracy,
      Spread testAccuracy,
      boolean inClosedForm,
      Spread epochsToInterpolation,
      Map<String, Spread> metrics) {

    private static Condition of(Map<String, String> settings, List<RunResult> results) {
      List<RunResult> finished =
          results.stream().filter(result -> result.status() == RunStatus.FINISHED).toList();
      return new Condition(
          settings,
          results.size(),
          results.size() - finished.size(),
          metric(finished, Metrics.TRAIN_ACCURACY),
          metric(finished, Metrics.TEST_ACCURACY),
          !finished.isEmpty() && finished.stream().allMatch(result -> result.epochs() == 0),
          Spread.of(
              finished.stream()
                  .map(RunResult::epochsToInterpolation)
                  .filter(Objects::nonNull)
                  .map(Integer::doubleValue)
                  .toList()),
          metrics(finished));
    }

    private static Map<String, Spread> metrics(List<RunResult> results) {
      Map<String, Spread> metrics = new TreeMap<>();
      results.stream()
          .flatMap(result -> result.metrics().keySet().stream())
          .distinct()
          .forEach(name -> metrics.put(name, metric(results, name)));
      return Collections.unmodifiableMap(metrics);
    }

    private static Spread metric(List<RunResult> results, String name) {
      return Spread.of(
          results.stream()
              .map(result -> result.metrics().get(name))
              .filter(Objects::nonNull)
              .toList());
    }

    private String interpolation() {
      int finished = runs - unfinished;
      int fitted = epochsToInterpolation.count();
      if (inClosedForm) {
        return "-";
      }
      if (finished > 0 && fitted == 0) {
        return "not fitted";
      }
      String epochs = epochsToInterpolation.text(1, 1);
      return fitted == finished ? epochs : epochs + " (%d of %d runs)".formatted(fitted, finished);
    }
  }

  private final List<Condition> conditions;

  private StudySummary(List<Condition> conditions) {
    this.conditions = conditions;
  }

  /** Groups runs in the order in which their conditions first appear. */
  public static StudySummary of(Collection<EndedRun> runs) {
    Map<Map<String, String>, List<RunResult>> groups = new LinkedHashMap<>();
    for (EndedRun run : runs) {
      Map<String, String> settings = new LinkedHashMap<>(run.run().settings());
      settings.remove(SEED);
      groups.computeIfAbsent(settings, key -> new ArrayList<>()).add(run.result());
    }
    return new StudySummary(
        groups.entrySet().stream()
            .map(group -> Condition.of(group.getKey(), group.getValue()))
            .toList());
  }

  /** The conditions, in order. */
  public List<Condition> conditions() {
    return conditions;
  }

  /** Whether any number of the table is a mean of several. */
  public boolean hasSpread() {
    return conditions.stream().anyMatch(condition -> condition.runs() > 1);
  }

  /** The table in Markdown, with what its numbers are. */
  public String markdown() {
    return table().markdown() + (hasSpread() ? "\n" + LEGEND + "\n" : "");
  }

  /** One row a condition; accuracies in per cent; see {@link #LEGEND}. */
  public ResultTable table() {
    List<String> axes =
        conditions.stream()
            .flatMap(condition -> condition.settings().keySet().stream())
            .distinct()
            .toList();
    boolean anyUnfinished = conditions.stream().anyMatch(condition -> condition.unfinished() > 0);
    List<String> columns = new ArrayList<>(axes);
    columns.addAll(
        List.of("runs", "train accuracy %", "test accuracy %", "epochs to interpolation"));
    if (anyUnfinished) {
      columns.add("unfinished");
    }
    List<List<String>> rows = new ArrayList<>();
    for (Condition condition : conditions) {
      List<String> row =
          axes.stream()
              .map(axis -> text(condition.settings().get(axis)))
              .collect(Collectors.toCollection(ArrayList::new));
      row.add(Integer.toString(condition.runs()));
      row.add(condition.trainAccuracy().text(100, 2));
      row.add(condition.testAccuracy().text(100, 2));
      row.add(condition.interpolation());
      if (anyUnfinished) {
        row.add(Integer.toString(condition.unfinished()));
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  private static String text(@Nullable String label) {
    return label == null ? "-" : label;
  }
}
