package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.runner.catalog.CatalogOfOne;
import io.rethink.runner.config.report.Chart;
import io.rethink.runner.config.report.Claim;
import io.rethink.runner.config.report.Published;
import io.rethink.runner.config.report.ReportBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportReaderTest {

  private static final String EXPERIMENT =
      """
      name = x
      dataset = toy
      model = mlp
      optimizer { type = sgd, learning-rate = 0.1 }
      training { epochs = 3 }
      corruptions = [ { type = random-labels, probability = 0 } ]
      sweep {
        "corruptions.0.probability" = [0, 0.5, 1]
        rate { slow { optimizer { learning-rate = 0.01 } }, fast {} }
        seeds = 2
      }
      """;

  private static final String REPORT =
      """
      report {
        title = "Error"
        epochs-to { "epochs to loss 0.1" { train-loss = 0.1 } }
        published {
          name = "the paper"
          files = [ published/values.csv ]
          values = [ { where { rate = slow }, values { test/accuracy = 0.4 } } ]
        }
        charts = [
          { type = points, title = "Error", metric = test/error, over = "corruptions.0.probability" }
        ]
        claims = [
          { type = bound, text = "All are fitted.", metric = train/accuracy, at-least = 0.99
            where { "corruptions.0.probability" = 1.0, rate = fast } }
        ]
      }
      """;

  private final ExperimentReader reader = new ExperimentReader(CatalogOfOne.of(new SamplePlugin()));

  @TempDir Path folder = Path.of("");

  private Path file(String text) throws IOException {
    Files.createDirectories(folder.resolve("published"));
    Files.writeString(
        folder.resolve("published/values.csv"),
        """
        # rate is empty: any
        corruptions.0.probability,rate,epoch,train/loss,test/accuracy
        0.5,,,,0.6
        0.5,fast,1,2.3,
        """);
    return Files.writeString(folder.resolve("x.conf"), text);
  }

  private ReportBlock report(String text, String... overrides) throws IOException {
    return Objects.requireNonNull(reader.read(file(text), List.of(overrides)).report());
  }

  @Test
  void publishedValuesComeFromFilesBesideTheExperimentAndFromTheBlock() throws IOException {
    ReportBlock report = report(EXPERIMENT + REPORT);

    assertThat(report.charts())
        .containsExactly(
            new Chart.Points(
                "Error", "test/error", "corruptions.0.probability", Map.of(), null, false));
    assertThat(report.claims())
        .containsExactly(
            new Claim.Bound(
                "All are fitted.",
                "train/accuracy",
                Map.of("corruptions.0.probability", "1.0", "rate", "fast"),
                0.99,
                null));
    assertThat(report.published().values())
        .containsExactly(
            new Published.Row(
                Map.of("corruptions.0.probability", "0.5"), null, Map.of("test/accuracy", 0.6)),
            new Published.Row(
                Map.of("corruptions.0.probability", "0.5", "rate", "fast"),
                1.0,
                Map.of("train/loss", 2.3)),
            new Published.Row(Map.of("rate", "slow"), null, Map.of("test/accuracy", 0.4)));
  }

  @Test
  void aReportIsNoPartOfARun() throws IOException {
    Study with = reader.read(file(EXPERIMENT + REPORT), List.of());
    Study without = reader.read(file(EXPERIMENT), List.of());

    assertThat(without.report()).isNull();
    assertThat(with.variants()).isEqualTo(without.variants());
    assertThat(with.variants().get(0).experiment().hocon()).doesNotContain("report");
    assertThatThrownBy(
            () -> reader.read(file(EXPERIMENT + "sweep.rate.slow.report.title = y"), List.of()))
        .hasMessageEndingWith("report cannot be swept: all runs of a study share it");
  }

  @Test
  void whatIsWrittenIsReadAsTheSameWithoutItsFiles() throws IOException {
    ReportBlock report = report(EXPERIMENT + REPORT);
    Path alone = Files.writeString(folder.resolve("report.conf"), ReportText.of(report));
    Files.delete(folder.resolve("published/values.csv"));

    assertThat(
            reader.readReport(
                alone,
                Map.of(
                    "corruptions.0.probability",
                    Set.of("0", "0.5", "1"),
                    "rate",
                    Set.of("slow", "fast"))))
        .isEqualTo(report);
  }

  @Test
  void aReportMayNameWhatAnOverrideOrAnIncludingFileTakesOutOfTheSweep() throws IOException {
    assertThat(report(EXPERIMENT + REPORT, "sweep.rate=null").claims()).hasSize(1);
    assertThat(report(EXPERIMENT + REPORT + "sweep.rate.slow = null").claims()).hasSize(1);
    assertThat(reader.read(folder.resolve("x.conf"), List.of()).labels("rate"))
        .containsExactly("fast");
  }

  @Test
  void aReportMayNameWhatAnOverrideTakesOutOfTheMeasures() throws IOException {
    String report =
        """
        measures = [margins]
        report {
          names { margin/train = margin, rate = speed, best/test/accuracy = best }
          metrics = [ margin/train, model/parameters ]
        }
        """;

    assertThat(report(EXPERIMENT + report, "measures=[]").metrics()).hasSize(2);
    assertThatThrownBy(() -> report(EXPERIMENT + report + "measures = []"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("report.names: there is no axis and no metric \"margin/train\"")
        .hasMessageContaining("report.metrics: there is no metric \"margin/train\"");
  }
}
