package io.rethink.runner.report.page;

import static io.rethink.runner.report.page.SampleStudy.CORRUPTION;
import static io.rethink.runner.report.page.SampleStudy.NETWORK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.report.page.ChartView.Point;
import io.rethink.runner.report.page.ResultsTable.Cell;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportModelTest {

  private static SampleStudy study() {
    return new SampleStudy()
        .run("mlp", "0", 1, 0.5, 10)
        .run("mlp", "0", 2, 0.6, 20)
        .run("mlp", "1", 1, 0.1, 30)
        .run("mlp", "1", 2, 0.1, 45)
        .published("mlp", "0", Map.of("test/accuracy", 0.5051, "epochs-to-interpolation", 28.0))
        .published("mlp", "1", Map.of("epochs-to-interpolation", 56.0));
  }

  private static ChartView chart(SampleStudy study, Chart chart) {
    return study.chart(chart).report().charts().get(0);
  }

  @Test
  void pointsShowTheMeanOverSeedsWithItsDeviationBesideThePublishedValue() {
    ChartView view =
        chart(study(), new Chart.Points("Error", "test/error", CORRUPTION, Map.of(), null, false));

    assertThat(view.x()).isEqualTo("label corruption");
    assertThat(view.y()).isEqualTo("test error (%)");
    ChartView.Series line = view.series().get(0);
    assertThat(line.ours())
        .extracting(Point::x, Point::text)
        .containsExactly(tuple(0.0, "45.00 ± 7.07 %"), tuple(1.0, "90.00 ± 0.00 %"));
    // numpy: np.std([50, 40], ddof=1) = 7.0710678
    assertThat(Objects.requireNonNull(line.ours().get(0).deviation()))
        .isCloseTo(7.0710678, within(1e-6));
    assertThat(line.theirs())
        .extracting(Point::x, Point::text)
        .containsExactly(tuple(0.0, "49.49 %"));
  }

  @Test
  void relativePointsAreMultiplesOfTheLinesOwnBeginning() {
    ChartView view =
        chart(
            study(),
            new Chart.Points(
                "Time", "epochs-to-interpolation", CORRUPTION, Map.of(), "0.0", false));

    assertThat(view.y()).isEqualTo("epochs to interpolation, relative to label corruption 0.0");
    ChartView.Series line = view.series().get(0);
    // 10 and 20 epochs are 15 in the mean; 30 and 45 are twice and three times as many.
    assertThat(line.ours()).extracting(Point::text).containsExactly("1 ± 0.4714", "2.5 ± 0.7071");
    assertThat(line.theirs()).extracting(Point::y).containsExactly(1.0, 2.0);
  }

  @Test
  void curvesShowTheEpochsThatAllSeedsHave() {
    ChartView view =
        chart(
            study().run("cnn", "0", 1, 0.8, 1).publishedCurve("cnn", 1, 0.25),
            new Chart.Curves("Loss", "train/loss", Map.of(CORRUPTION, "0"), true, null));

    assertThat(view.series()).extracting(ChartView.Series::name).containsExactly("mlp", "cnn");
    // Seeds 1 and 2 begin at losses 3 and 4.
    assertThat(view.series().get(0).ours()).extracting(Point::y).containsExactly(3.5, 0.75);
    assertThat(view.series().get(1).theirs()).containsExactly(new Point(1, 0.25, null, "0.25"));
  }

  @Test
  void aRunThatIsUnderWayIsDrawnUntilOneHasEnded() {
    SampleStudy study =
        new SampleStudy()
            .running("mlp", "0", 1, 0.3)
            .running("mlp", "1", 1, 0.2)
            .run("mlp", "1", 2, 0.1, 20)
            .chart(new Chart.Curves("Accuracy", "test/accuracy", Map.of(), false, null));
    Report report = study.report();

    assertThat(report.finished()).isEqualTo(1);
    assertThat(report.planned()).isEqualTo(3);
    assertThat(report.charts().get(0).series())
        .extracting(series -> series.ours().stream().map(Point::y).toList())
        .containsExactly(List.of(30.0), List.of(5.0, 10.0));
    assertThat(report.table().rows().get(0).values())
        .extracting(Cell::text)
        .containsExactly("-", "-", "-");
    assertThat(report.table().rows().get(1).runs()).isEqualTo("1 of 2");
  }

  @Test
  void barsStandInTheOrderOfTheStudy() {
    ChartView view =
        chart(study(), new Chart.Bars("Accuracy", "test/accuracy", Map.of(NETWORK, "mlp"), false));

    assertThat(view.categories()).containsExactly("label corruption 0", "label corruption 1");
    assertThat(view.series().get(0).ours())
        .extracting(Point::y)
        .satisfiesExactly(
            first -> assertThat(first).isCloseTo(55, within(1e-9)),
            second -> assertThat(second).isCloseTo(10, within(1e-9)));
    assertThat(view.series().get(0).theirs())
        .extracting(Point::x, Point::text)
        .containsExactly(tuple(0.0, "50.51 %"));
  }

  @Test
  void theTableSetsPublishedValuesBesideOurs() {
    ResultsTable table = study().report().table();

    assertThat(table.columns())
        .extracting(ResultsTable.Column::name, ResultsTable.Column::width)
        .containsExactly(
            tuple("training accuracy (%)", 1),
            tuple("test accuracy (%)", 2),
            tuple("epochs to interpolation", 2));
    assertThat(table.rows().get(1).values())
        .extracting(Cell::text)
        .containsExactly("100.00 ± 0.00", "", "10.00 ± 0.00", "56", "37.5 ± 10.6");
  }

  @ParameterizedTest
  @CsvSource({
    "best/test/accuracy, best test accuracy, 70.00 %",
    "best/test/error, best test error, 30.00 %",
    "best/test/loss, best test loss, 0.5"
  })
  void theBestOfTheEpochsIsTheLargestAccuracyAndTheSmallestErrorAndLoss(
      String metric, String name, String best) {
    SampleStudy study =
        new SampleStudy().epochs("mlp", "0", List.of(0.4, 0.7, 0.6), List.of(1.0, 0.5, 0.8));
    ChartView view = chart(study, new Chart.Bars("Best", metric, Map.of(), false));

    assertThat(view.y()).startsWith(name);
    assertThat(view.series().get(0).ours()).extracting(Point::text).containsExactly(best);
  }

  @Test
  void wholeNumbersAreGivenInFullAndOthersInFourDigits() {
    assertThat(Unit.NUMBER.number(102_352)).isEqualTo("102352");
    assertThat(Unit.NUMBER.number(-0.0)).isEqualTo("0");
    assertThat(Unit.NUMBER.number(314.2538)).isEqualTo("314.3");
    assertThat(Unit.NUMBER.number(3.04511e-7)).isEqualTo("3.045e-07");
  }

  @Test
  void theRowThatNamesMostOfAConditionGivesItsPublishedCurve() {
    SampleStudy study =
        new SampleStudy()
            .run("mlp", "0", 1, 0.5, null)
            .published("mlp", "0", 1.0, Map.of("test/accuracy", 0.7))
            .publishedForAll(1.0, Map.of("test/accuracy", 0.2));
    ChartView view =
        chart(study, new Chart.Curves("Accuracy", "test/accuracy", Map.of(), false, null));

    assertThat(view.series().get(0).theirs()).extracting(Point::text).containsExactly("70.00 %");
  }

  @Test
  void theFirstEpochThatReachesALossIsReadOffOurCurvesAndThePublishedOne() {
    Report report =
        new SampleStudy()
            .run("mlp", "0", 1, 0.5, null)
            .publishedCurve("mlp", 1, 2.0)
            .publishedCurve("mlp", 2, 0.7)
            .publishedCurve("mlp", 3, 0.5)
            .epochsTo(Map.of("epochs to loss 0.5", new Threshold(0.5, null)))
            .report();

    assertThat(report.table().columns().get(3).name()).isEqualTo("epochs to loss 0.5");
    assertThat(report.table().rows().get(0).values()).extracting(Cell::text).endsWith("3", "2");
  }
}
