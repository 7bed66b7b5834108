package io.rethink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper's central result, as the first example of the README shows it. */
class MemorizeIT {

  @TempDir private Path folder;

  @Test
  void randomLabelsAreFittedAndTestedAtChance() throws Exception {
    Command run =
        Command.run(
            folder,
            "rethink",
            "run",
            Command.ROOT.resolve("examples/memorize.conf").toString(),
            "--json",
            "-o",
            "sweep.seed=[1]");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode runs = new ObjectMapper().readTree(run.out());
    assertThat(runs).hasSize(4);
    for (JsonNode each : runs) {
      JsonNode metrics = each.get("result").get("metrics");
      assertThat(metrics.get("train/accuracy").asDouble()).isEqualTo(1);
      boolean random = each.get("run").get("settings").get("labels").asText().equals("random");
      double test = metrics.get("test/accuracy").asDouble();
      if (random) {
        // Chance is 10 %; 355 test images put five standard deviations at 8 %.
        assertThat(test).isBetween(0.02, 0.18);
      } else {
        assertThat(test).isGreaterThan(0.95);
      }
    }
  }
}
