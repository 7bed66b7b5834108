package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rethink.runner.cli.KilledProcess.Ended;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.OwnerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code resume} does when things are not as they were. */
class ResumeIT {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeExperiment() throws Exception {
    SmallExperiment.write(folder, "");
  }

  @Test
  void aDamagedCheckpointIsSetAsideAndTheOneBeforeItTaken() throws Exception {
    Path run = killedRun();
    List<Path> checkpoints = KilledProcess.checkpoints(run);
    assertThat(checkpoints).hasSizeGreaterThan(1);
    Path newest = checkpoints.get(checkpoints.size() - 1);
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length - 100] ^= 1;
    Files.write(newest, bytes);

    Ended resumed = KilledProcess.run(folder, "resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(resumed.output())
        .contains(newest + " is damaged (its content does not match its digest)");
    Path whole = wholeRun();
    assertThat(KilledProcess.points(run)).isEqualTo(KilledProcess.points(whole));
    assertThat(KilledProcess.arrays(run)).isEqualTo(KilledProcess.arrays(whole));
    assertThat(KilledProcess.run(folder, "list", "--json").output())
        .contains("FINISHED")
        .doesNotContain("KILLED");
    Ended again = KilledProcess.run(folder, "resume", run.getFileName().toString());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.output()).contains("nothing to resume").contains("is finished");
  }

  @Test
  void aRunWhoseJournalIsDamagedGoesOnLikeTheOthers() throws Exception {
    Path run = killedRun();
    Path journal = run.resolve("events.jsonl");
    String events = Files.readString(journal);
    Files.writeString(journal, "#" + events.substring(1));

    Ended resumed = KilledProcess.run(folder, "resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(KilledProcess.result(run).get("status")).hasToString("\"FINISHED\"");
    assertThat(KilledProcess.arrays(run)).isEqualTo(KilledProcess.arrays(wholeRun()));
  }

  @Test
  void aChangedConfigurationOrPluginStopsItUnlessToldToGoOn() throws Exception {
    Path run = killedRun();
    Path conf = run.resolve("experiment.conf");
    Files.writeString(conf, Files.readString(conf).replace("epochs=16", "epochs=17"));
    SmallExperiment.writePlugin(folder, "0.06");
    String journal = Files.readString(run.resolve("events.jsonl"));

    Ended refused = KilledProcess.run(folder, "resume");

    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output())
        .contains("cannot be resumed exactly")
        .contains("training.epochs was 16, is 17")
        .contains("plugin p.Shifting: digest ")
        .contains("--despite-changes");
    assertThat(Files.readString(run.resolve("events.jsonl"))).startsWith(journal.substring(0, 99));
    assertThat(KilledProcess.run(folder, "list").output()).contains("killed");

    Ended resumed = KilledProcess.run(folder, "resume", "--despite-changes");
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(resumed.output()).contains("goes on despite changes");
    assertThat(KilledProcess.result(run).get("epochs")).hasToString("17");
  }

  @Test
  void aRunThatAnotherProcessCarriesOutIsLeftAlone() throws Exception {
    Path run = killedRun();
    try (FolderLock lock = FolderLock.take(run, FolderLock.Purpose.EXECUTION).orElseThrow()) {
      assertThat(lock).isNotNull();
      Ended refused = KilledProcess.run(folder, "resume");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.output()).contains(run + " is being carried out by another process");
    }
  }

  @Test
  void aRunOfAMachineThatIsLostGoesOnByItsId() throws Exception {
    Path run = killedRun();
    Path json = run.resolve("run.json");
    String id = run.getFileName().toString();
    String here = OwnerProcess.current().host();
    Files.writeString(json, Files.readString(json).replace('"' + here + '"', "\"a-lost-machine\""));

    Ended all = KilledProcess.run(folder, "resume");
    assertThat(all.exitCode()).isZero();
    assertThat(all.output())
        .contains("run " + id + " is taken to be at work on a-lost-machine")
        .contains("resume it by its id")
        .contains("nothing to resume");

    Ended resumed = KilledProcess.run(folder, "resume", id);
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    assertThat(KilledProcess.result(run).get("status")).hasToString("\"FINISHED\"");
  }

  @Test
  void aStudyGoesOnWithItsUnfinishedRunAndThoseNotStarted() throws Exception {
    SmallExperiment.write(folder, "sweep { seed = [1, 2, 3] }\n");
    Path experiment = folder.resolve("runs/small");
    KilledProcess.kill(
        folder,
        () -> {
          try {
            return KilledProcess.runs(experiment).size() == 2
                && Files.exists(KilledProcess.runs(experiment).get(1).resolve("checkpoints"));
          } catch (IOException e) {
            return false;
          }
        },
        "run",
        "small.conf");
    Files.delete(folder.resolve("small.conf"));

    Ended resumed = KilledProcess.run(folder, "resume");

    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    List<Path> runs = KilledProcess.runs(experiment);
    assertThat(runs).hasSize(3);
    for (Path run : runs) {
      assertThat(KilledProcess.result(run).get("status")).hasToString("\"FINISHED\"");
    }
    try (var studies = Files.list(experiment.resolve("studies"))) {
      Path study = studies.findFirst().orElseThrow();
      assertThat(study.resolve("results.md")).content().contains("3");
      List<JsonNode> events = KilledProcess.events(study);
      assertThat(events.get(events.size() - 1).get("status").asText()).isEqualTo("FINISHED");
    }
  }

  /** A run that was killed after it had written two checkpoints. */
  private Path killedRun() throws Exception {
    Path experiment = folder.resolve("runs/small");
    KilledProcess.kill(
        folder,
        () -> {
          try {
            List<Path> runs = KilledProcess.runs(experiment);
            return !runs.isEmpty()
                && Files.exists(runs.get(0).resolve("checkpoints"))
                && KilledProcess.checkpoints(runs.get(0)).size() > 1;
          } catch (IOException e) {
            return false;
          }
        },
        "run",
        "small.conf");
    return KilledProcess.runs(experiment).get(0);
  }

  private Path wholeRun() throws Exception {
    assertThat(KilledProcess.run(folder, "run", "small.conf", "--runs", "reference").exitCode())
        .isZero();
    return KilledProcess.runs(folder.resolve("reference/small")).get(0);
  }
}
