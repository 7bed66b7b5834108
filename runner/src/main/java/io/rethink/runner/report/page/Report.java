package io.rethink.runner.report.page;

import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.training.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a report says, computed from a study's records.
 *
 * @param study what is reported
 * @param title its heading
 * @param planned how many runs there are to be
 * @param finished how many have come to their end
 * @param judgements one a claim
 * @param charts those that have anything to show
 * @param table the results
 */
record Report(
    ReportedStudy study,
    String title,
    int planned,
    int finished,
    List<Judgement> judgements,
    List<ChartView> charts,
    ResultsTable table) {

  /** What a study without a {@code report} block gets. */
  static final ReportBlock USUAL =
      new ReportBlock(
          null,
          Map.of(),
          List.of(),
          Map.of(),
          new Published("published", List.of(), List.of()),
          List.of(
              new Chart.Curves(
                  "Accuracy on the training set", Metrics.TRAIN_ACCURACY, Map.of(), false, null),
              new Chart.Curves(
                  "Accuracy on the test set", Metrics.TEST_ACCURACY, Map.of(), false, null),
              new Chart.Curves(
                  "Loss on the training set", Metrics.TRAIN_LOSS, Map.of(), false, null)),
          List.of());

  private static final List<String> USUAL_METRICS =
      List.of(Metrics.TRAIN_ACCURACY, Metrics.TEST_ACCURACY, Metrics.EPOCHS_TO_INTERPOLATION);

  static Report of(ReportedStudy study) {
    ReportBlock block = study.report() == null ? USUAL : study.report();
    List<String> axes =
        study.axes().stream().filter(axis -> !axis.equals(ReportedStudy.SEED)).toList();
    ReportedConditions conditions = ReportedConditions.of(study, axes, block);
    ChartBuilder charts = new ChartBuilder(conditions);
    Judge judge = new Judge(conditions);
    List<String> metrics = new ArrayList<>(block.metrics());
    if (metrics.isEmpty()) {
      metrics.addAll(USUAL_METRICS);
      metrics.addAll(block.epochsTo().keySet());
    }
    return new Report(
        study,
        block.title() == null ? study.name() : block.title(),
        conditions.all().stream().mapToInt(Condition::planned).sum(),
        conditions.all().stream().mapToInt(condition -> condition.finished().size()).sum(),
        block.claims().stream().map(judge::judge).toList(),
        block.charts().stream().map(charts::build).filter(chart -> !chart.isEmpty()).toList(),
        ResultsTable.of(conditions, axes, metrics));
  }
}
