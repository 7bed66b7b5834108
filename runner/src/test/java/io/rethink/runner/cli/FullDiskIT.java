package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rethink.runner.cli.KilledProcess.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs on a file system of their own, which becomes full or cannot be written. */
class FullDiskIT {

  @TempDir private Path folder = Path.of("");
  private Path disk = Path.of("");

  @BeforeEach
  void mountDisk() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        system("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString()),
        "left out, since no file system can be mounted here (root can on Linux)");
    SmallExperiment.write(folder, "");
  }

  @AfterEach
  void unmountDisk() throws Exception {
    system("umount", disk.toString());
  }

  @Test
  void aRunOnAFullDiskEndsWithOneMessageAndGoesOnToTheSameNumbersOnceThereIsRoom()
      throws Exception {
    Path experiment = disk.resolve("runs/small");
    Path filler = disk.resolve("filler");
    Ended full =
        KilledProcess.kill(
            folder,
            () -> {
              if (!Files.exists(filler) && hasCheckpoint(experiment)) {
                fill(filler);
              }
              return false;
            },
            "run",
            "small.conf",
            "--runs",
            "disk/runs");

    Path run = KilledProcess.runs(experiment).get(0);
    String id = run.getFileName().toString();
    assertThat(full.exitCode()).as(full.output()).isEqualTo(1);
    assertThat(full.output())
        .containsOnlyOnce("is full")
        .contains(
            "killed: the disk that holds %s is full; what was written is kept: make room there, and go on with ./rethink resume %s"
                .formatted(run, id));
    List<JsonNode> journal = KilledProcess.events(run);
    assertThat(journal).hasSizeGreaterThan(2);
    Ended list = KilledProcess.run(folder, "list", "--runs", "disk/runs");
    assertThat(list.output()).contains("killed");

    Files.delete(filler);
    Ended resumed = KilledProcess.run(folder, "resume", "--runs", "disk/runs");

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(KilledProcess.events(run).subList(0, journal.size() - 1))
        .isEqualTo(journal.subList(0, journal.size() - 1));
    Ended whole = KilledProcess.run(folder, "run", "small.conf", "--runs", "reference");
    assertThat(whole.exitCode()).isZero();
    Path reference = KilledProcess.runs(folder.resolve("reference/small")).get(0);
    assertThat(KilledProcess.points(run)).isEqualTo(KilledProcess.points(reference));
    assertThat(KilledProcess.arrays(run)).isEqualTo(KilledProcess.arrays(reference));
  }

  @Test
  void runsThatCannotBeWrittenAreReadAndNewOnesRefusedInOneMessage() throws Exception {
    KilledProcess.run(folder, "run", "small.conf", "--runs", "disk/runs");
    Path run = KilledProcess.runs(disk.resolve("runs/small")).get(0);
    Files.delete(run.resolve("result.json"));
    assumeTrue(system("mount", "-o", "remount,ro", disk.toString()));

    Ended refused = KilledProcess.run(folder, "run", "small.conf", "--runs", "disk/runs");
    Ended resume = KilledProcess.run(folder, "resume", "--runs", "disk/runs");
    Ended list = KilledProcess.run(folder, "list", "--runs", "disk/runs");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output().lines())
        .singleElement()
        .asString()
        .contains("no folder for the run can be made in")
        .contains("Read-only file system")
        .contains("give another with --runs");
    assertThat(resume.exitCode()).isEqualTo(2);
    assertThat(resume.output().lines())
        .singleElement()
        .asString()
        .contains(run + " cannot be written (Read-only file system)");
    assertThat(list.exitCode()).isZero();
    assertThat(list.output()).contains(run.getFileName().toString(), "killed");
  }

  private static boolean hasCheckpoint(Path experiment) {
    try {
      List<Path> runs = KilledProcess.runs(experiment);
      return !runs.isEmpty()
          && Files.exists(runs.get(0).resolve("checkpoints"))
          && !KilledProcess.checkpoints(runs.get(0)).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes until nothing more fits. */
  private static void fill(Path file) {
    byte[] block = new byte[512];
    try (OutputStream out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean system(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
