package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rethink.runner.cli.KilledProcess.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in closed form, as a user has them computed. */
class ClosedFormIT {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeExperiment() throws IOException {
    Files.writeString(
        folder.resolve("exact.conf"),
        """
        name = exact
        dataset { type = digits, train-examples = 900 }
        corruptions = [ { type = random-labels, probability = 0.5 } ]
        model { type = minimum-norm, kernel { type = gaussian, gamma = 0.05 } }
        measures = [ margins, label-agreement ]
        """);
  }

  private List<Path> runs() throws IOException {
    return KilledProcess.runs(folder.resolve("runs/exact"));
  }

  private static JsonNode metrics(Path run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("result.json").toFile()).get("metrics");
  }

  @Test
  void randomLabelsAreFittedAndTheRunIsRecordedListedAndReproduced() throws Exception {
    Ended ended = KilledProcess.run(folder, "run", "exact.conf");

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("exact: in closed form, train 100.0 %");
    Path run = runs().get(0);
    JsonNode metrics = metrics(run);
    assertThat(metrics.get("train/accuracy").asDouble()).isEqualTo(1);
    assertThat(metrics.get("test/accuracy").asDouble()).isBetween(0.2, 0.9);
    assertThat(metrics.get("fit/residual").asDouble()).isLessThan(1e-6);
    assertThat(metrics.get("model/parameters").asDouble()).isEqualTo(9000);
    assertThat(metrics.get("margin/train-min").asDouble()).isGreaterThan(0.99);
    assertThat(metrics.get("train/fraction-corrupted").asDouble()).isBetween(0.35, 0.55);
    assertThat(KilledProcess.points(run)).hasSize(metrics.size());

    assertThat(KilledProcess.run(folder, "list").output()).contains("exact");
    assertThat(KilledProcess.run(folder, "compare", "exact").exitCode()).isZero();
    assertThat(KilledProcess.run(folder, "explain", "exact.conf").output())
        .contains("computed in closed form");
    Ended repeated = KilledProcess.run(folder, "reproduce", run.getFileName().toString());
    assertThat(repeated.exitCode()).as(repeated.output()).isZero();
    assertThat(KilledProcess.points(runs().get(1))).isEqualTo(KilledProcess.points(run));
  }

  @Test
  void aKilledSolutionIsResumedFromItsBeginning() throws Exception {
    KilledProcess.kill(
        folder,
        () -> KilledProcess.journaled(folder.resolve("runs/exact")) > 0,
        "run",
        "exact.conf");

    Ended resumed = KilledProcess.run(folder, "resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(metrics(runs().get(0)).get("train/accuracy").asDouble()).isEqualTo(1);
    assertThat(KilledProcess.points(runs().get(0)).values()).containsOnly(1);
  }

  @Test
  void aMeasureOfParametersIsRefusedBeforeTheWorkStarts() throws Exception {
    Ended ended = KilledProcess.run(folder, "run", "exact.conf", "-o", "measures=[norms]");

    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.output())
        .contains(
            "the measure norms needs a network's parameters, but the model minimum-norm is computed in closed form")
        .doesNotContain("factorization");
  }
}
