package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study in two worker processes, whose driver and workers are killed again and again. */
class StudyCrashIT {

  private static final int RUNS = 40;
  private static final int DRIVER_KILLS = 4;
  private static final int WORKER_KILLS = 10;
  private static final int TIMEOUT_SECONDS = 300;

  private static final String STUDY =
      """
      name = crashing
      dataset = digits
      model { type = mlp, widths = [32] }
      corruptions = [ { type = random-labels, probability = 0.5 } ]
      regularizers = [ { type = dropout, rate = 0.2 } ]
      optimizer { type = sgd, learning-rate = 0.05, momentum = 0.9 }
      training { epochs = 12, batch-size = 16, log-every = 7, checkpoint-every = 20 ms }
      engine { threads = 1 }
      sweep { "corruptions.0.probability" = [0, 1], seeds = 20 }
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void killedAgainAndAgainItEndsWithEachRunOnceAndAsIfNothingHadHappened() throws Exception {
    Files.writeString(folder.resolve("study.conf"), STUDY);
    Path output = folder.resolve("output.txt");
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int driverKills = 0;
    int workerKills = 0;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    Process driver = start(output);
    try {
      while (!driver.waitFor(300 + random.nextInt(1500), TimeUnit.MILLISECONDS)) {
        assertThat(System.nanoTime()).as(Files.readString(output)).isLessThan(end);
        List<ProcessHandle> workers = driver.children().toList();
        if (workers.size() < 2) {
          continue;
        }
        if (driverKills < DRIVER_KILLS && random.nextInt(3) == 0) {
          driver.destroyForcibly().waitFor();
          driverKills++;
          driver = start(output);
        } else if (workerKills < WORKER_KILLS) {
          workers.get(random.nextInt(workers.size())).destroyForcibly();
          workerKills++;
        }
      }
    } finally {
      driver.destroyForcibly().waitFor();
    }
    System.out.printf(
        "%d kills of the driver and %d of workers (seed %d)%n", driverKills, workerKills, seed);
    assertThat(driver.exitValue()).as(Files.readString(output)).isZero();
    assertThat(driverKills).isPositive();
    assertThat(workerKills).isPositive();

    Path whole = folder.resolve("whole");
    assertThat(
            KilledProcess.run(folder, "run", "study.conf", "--runs", whole.toString()).exitCode())
        .isZero();
    Map<String, Path> expected = runs(whole.resolve("crashing"));
    Map<String, Path> runs = runs(folder.resolve("runs/crashing"));
    assertThat(runs).hasSize(RUNS).containsOnlyKeys(expected.keySet());
    for (Map.Entry<String, Path> run : runs.entrySet()) {
      Path reference = Objects.requireNonNull(expected.get(run.getKey()));
      assertThat(KilledProcess.result(run.getValue())).isEqualTo(KilledProcess.result(reference));
      assertThat(KilledProcess.points(run.getValue())).isEqualTo(KilledProcess.points(reference));
      assertThat(KilledProcess.arrays(run.getValue())).isEqualTo(KilledProcess.arrays(reference));
    }
    assertThat(study(folder.resolve("runs/crashing")).resolve("results.md"))
        .hasSameTextualContentAs(study(whole.resolve("crashing")).resolve("results.md"));
  }

  private Process start(Path output) throws Exception {
    return KilledProcess.start(
        folder, output, "run", "study.conf", "--jobs", "2", "--retries", "1000");
  }

  /** The runs by their names; each is there once, and no other. */
  private static Map<String, Path> runs(Path experiment) throws Exception {
    Map<String, Path> runs = new HashMap<>();
    for (Path run : KilledProcess.runs(experiment)) {
      JsonNode known = new ObjectMapper().readTree(run.resolve("run.json").toFile());
      assertThat(runs.put(known.get("name").asText(), run)).isNull();
    }
    return runs;
  }

  /** The only study. */
  private static Path study(Path experiment) throws Exception {
    try (Stream<Path> studies = Files.list(experiment.resolve("studies"))) {
      List<Path> all = studies.toList();
      assertThat(all).hasSize(1);
      return all.get(0);
    }
  }
}
