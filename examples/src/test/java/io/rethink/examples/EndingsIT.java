package io.rethink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How runs end that do not come to their end. */
class EndingsIT {

  private static final String EXPERIMENT =
      """
      name = endings
      dataset { type = digits }
      model { type = mlp }
      optimizer { type = sgd, learning-rate = %s }
      training { epochs = 100000 }
      """;

  @TempDir private Path folder;

  @Test
  void aTerminatedRunIsMarkedKilledAndKeepsWhatItHad() throws Exception {
    Path file = write("0.1");
    Process process =
        new ProcessBuilder(Command.ROOT.resolve("rethink").toString(), "run", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    awaitMetrics();
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    JsonNode result = result();
    assertThat(result.get("status").asText()).isEqualTo("KILLED");
    assertThat(result.get("steps").asLong()).isPositive();
    List<String> events = Files.readAllLines(run().resolve("events.jsonl"));
    assertThat(events.get(events.size() - 1)).contains("run-ended", "KILLED");
  }

  @Test
  void aDivergingRunFailsAndSaysAtWhichStep() throws Exception {
    Command command = Command.run(folder, "rethink", "run", write("1e7").toString());
    assertThat(command.exitCode()).isEqualTo(1);
    assertThat(command.err())
        .containsPattern("failed: the loss is (NaN|Infinity) at step \\d+ \\(epoch 1\\)")
        .doesNotContain("Exception");
    assertThat(result().get("status").asText()).isEqualTo("FAILED");
  }

  private Path write(String learningRate) throws IOException {
    return Files.writeString(folder.resolve("endings.conf"), EXPERIMENT.formatted(learningRate));
  }

  private void awaitMetrics() throws Exception {
    long patience = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (System.nanoTime() < patience) {
      if (Files.isDirectory(folder.resolve("runs/endings"))) {
        Path journal = run().resolve("events.jsonl");
        if (Files.exists(journal) && Files.readString(journal).contains("train/loss")) {
          return;
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("the run did not begin");
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(run().resolve("result.json").toFile());
  }

  private Path run() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("runs/endings"))) {
      return runs.findFirst().orElseThrow();
    }
  }
}
