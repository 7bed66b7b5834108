package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run is killed at random moments and resumed, each time in another process, and compared with
 * one that was never interrupted. {@code -Drethink.crashes=200} takes more of them.
 */
class CrashIT {

  private static final int CRASHES = Integer.getInteger("rethink.crashes", 25);

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeExperiment() throws Exception {
    SmallExperiment.write(folder, "");
  }

  @Test
  void aRunKilledAtAnyMomentAndResumedEndsBitForBitAsOneNeverInterrupted() throws Exception {
    Path plugins = folder.resolve("plugins");
    Path reference = folder.resolve("reference");
    assertThat(execute("run", folder.resolve("small.conf"), plugins, reference)).isZero();
    Path whole = only(reference);
    long length = KilledProcess.journaled(reference.resolve(SmallExperiment.NAME));
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int fromCheckpoint = 0;
    for (int crash = 1; crash <= CRASHES; crash++) {
      Path runs = folder.resolve("runs-" + crash);
      Path experiment = runs.resolve(SmallExperiment.NAME);
      long moment = (long) (random.nextDouble() * length);
      KilledProcess.kill(
          folder,
          () -> KilledProcess.journaled(experiment) >= moment,
          "run",
          "small.conf",
          "--runs",
          runs.toString());
      String what = "crash %d of seed %d, at byte %d of the journal".formatted(crash, seed, moment);
      Path killed = only(runs);
      fromCheckpoint += Files.exists(killed.resolve("checkpoints")) ? 1 : 0;
      assertThat(execute("resume", null, plugins, runs)).as(what).isZero();
      assertThat(KilledProcess.points(killed)).as(what).isEqualTo(KilledProcess.points(whole));
      assertThat(KilledProcess.arrays(killed)).as(what).isEqualTo(KilledProcess.arrays(whole));
      assertThat(KilledProcess.result(killed)).as(what).isEqualTo(KilledProcess.result(whole));
      delete(runs);
    }
    System.out.printf(
        "%d crashes, %d of them after the first checkpoint: all ended bit for bit the same%n",
        CRASHES, fromCheckpoint);
    assertThat(fromCheckpoint).isGreaterThan(CRASHES / 3);
  }

  private static int execute(String command, @Nullable Path file, Path plugins, Path runs) {
    List<String> head = file == null ? List.of(command) : List.of(command, file.toString());
    return Rethink.execute(
        Stream.concat(
                head.stream(),
                Stream.of("--plugins", plugins.toString(), "--runs", runs.toString(), "--json"))
            .toArray(String[]::new));
  }

  private static Path only(Path runs) throws Exception {
    List<Path> found = KilledProcess.runs(runs.resolve(SmallExperiment.NAME));
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
