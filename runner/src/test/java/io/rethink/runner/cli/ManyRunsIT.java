package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand runs, each with the records of a small one. */
class ManyRunsIT {

  private static final int RUNS = 10_000;
  private static final int EXPERIMENTS = 10;

  @TempDir private Path folder = Path.of("");

  @Test
  void tenThousandRunsAreListedSoon() throws Exception {
    for (int i = 0; i < RUNS; i++) {
      write(i);
    }
    // Folders that have just been written are not kept.
    Thread.sleep(3500);
    Duration idle = timed("list", "--runs", "none");
    Duration first = timed("list");
    Duration again = timed("list");
    System.out.printf(
        "%,d runs: listed in %d ms, and in %d ms when listed before; without runs it takes %d ms%n",
        RUNS, first.minus(idle).toMillis(), again.minus(idle).toMillis(), idle.toMillis());
    // A second of work on a machine that has nothing else to do; builds have neighbours.
    assertThat(again.minus(idle)).isLessThan(Duration.ofSeconds(4));
  }

  private Duration timed(String... command) throws Exception {
    long start = System.nanoTime();
    KilledProcess.Ended ended = KilledProcess.run(folder, command);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    assertThat(ended.exitCode()).isZero();
    return time;
  }

  private void write(int number) throws IOException {
    String experiment = "experiment-" + number % EXPERIMENTS;
    String id = "20260101-%06d-abcdef".formatted(number);
    Path run = Files.createDirectories(folder.resolve("runs").resolve(experiment).resolve(id));
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < 40; i++) {
      parameters.put("some.block.with-an-option-" + i, "0.0001");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String metric : new String[] {"train/accuracy", "test/accuracy", "train/loss"}) {
      metrics.put(metric, number / (double) RUNS);
    }
    write(
        run.resolve("run.json"),
        new RunRecord(
            id,
            experiment,
            "seed=" + number,
            null,
            Map.of("seed", Integer.toString(number)),
            parameters,
            number,
            "digest",
            number,
            OwnerProcess.current()));
    write(
        run.resolve("result.json"),
        new RunResult(
            RunStatus.FINISHED, null, number, 3, 99, "epochs", null, null, null, metrics));
  }

  private static void write(Path file, Record content) throws IOException {
    Files.writeString(file, Json.text(content));
  }
}
