package io.rethink.runner.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void theDeviationIsThatOfASample() {
    // numpy: np.std([2, 4, 9], ddof=1) = 3.605551275463989
    Spread spread = Spread.of(List.of(2.0, 4.0, 9.0));
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isCloseTo(3.605551275463989, within(1e-12));
    // Tables of Student's t have 4.302653 for 2 degrees of freedom.
    double half = 4.302653 * 3.605551275463989 / Math.sqrt(3);
    Spread.Interval interval = Objects.requireNonNull(spread.interval());
    assertThat(interval.low()).isCloseTo(5 - half, within(1e-5));
    assertThat(interval.high()).isCloseTo(5 + half, within(1e-5));
    assertThat(spread.text(1, 2)).isEqualTo("5.00 ± 3.61 [-3.96, 13.96]");
    assertThat(Spread.of(List.of(1.0, 1.0)).text(100, 1)).isEqualTo("100.0 ± 0.0");
    assertThat(Spread.of(List.of(0.5)).interval()).isNull();
    assertThat(Spread.of(List.of(0.5)).text(100, 1)).isEqualTo("50.0");
    assertThat(Spread.of(List.of()).text(1, 1)).isEqualTo("-");
  }

  @Test
  void runsThatDifferInNothingButTheirSeedShareARow() {
    StudySummary summary =
        StudySummary.of(
            List.of(
                run("true", 1, 1.0, 0.98, 4),
                run("true", 2, 1.0, 0.96, 6),
                run("random", 1, 0.99, 0.1, null),
                run("random", 2, 1.0, 0.12, 70)));
    assertThat(summary.table().text())
        .isEqualTo(
            """
             labels | runs |             train accuracy % |              test accuracy % | epochs to interpolation
            --------+------+------------------------------+------------------------------+-------------------------
             true   |    2 |                100.00 ± 0.00 | 97.00 ± 1.41 [84.29, 109.71] |  5.0 ± 1.4 [-7.7, 17.7]
             random |    2 | 99.50 ± 0.71 [93.15, 105.85] |  11.00 ± 1.41 [-1.71, 23.71] |      70.0 (1 of 2 runs)""");
    assertThat(summary.table().markdown())
        .contains("| random | 2 | 99.50 ± 0.71 [93.15, 105.85] |");
    assertThat(summary.markdown()).endsWith("\n" + StudySummary.LEGEND + "\n");
    assertThat(
            Objects.requireNonNull(summary.conditions().get(1).metrics().get("test/accuracy"))
                .mean())
        .isCloseTo(0.11, within(1e-12));
  }

  @Test
  void aComparisonShowsOnlyTheOptionsThatDiffer() {
    ResultTable table =
        Comparison.of(
                List.of(known(run("true", 1, 1.0, 0.98, 4)), known(run("random", 1, 1.0, 0.1, 70))))
            .table();
    assertThat(table.columns())
        .containsExactly(
            "run", "state", "labels", "epochs to interpolation", "test/accuracy", "train/accuracy");
    assertThat(table.rows().get(1))
        .containsExactly("random-1", "finished", "random", "70", "0.10000", "1.0000");
  }

  private static KnownRun known(EndedRun run) {
    return new KnownRun(run.run(), RunState.FINISHED, run.result());
  }

  private static EndedRun run(
      String labels, long seed, double train, double test, @Nullable Integer epochs) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("labels", labels);
    settings.put("seed", Long.toString(seed));
    RunRecord run =
        new RunRecord(
            labels + "-" + seed,
            "experiment",
            labels,
            "study",
            settings,
            Map.of("labels", labels, "model.type", "mlp"),
            seed,
            "digest",
            0,
            OwnerProcess.current());
    RunResult result =
        new RunResult(
            RunStatus.FINISHED,
            null,
            1,
            80,
            800,
            "last-epoch",
            null,
            epochs,
            null,
            Map.of("train/accuracy", train, "test/accuracy", test));
    return new EndedRun(new RunFolder(Path.of("runs")), run, result);
  }
}
