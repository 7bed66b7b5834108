package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.cli.KilledProcess.Ended;
import io.rethink.runner.runs.FolderLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run} does with a study that has been begun. */
class StudyIT {

  private static final String BASE =
      """
      name = study
      dataset = digits
      model { type = mlp, widths = [8] }
      optimizer { type = sgd, learning-rate = 0.05 }
      """;
  private static final String SHORT = "training { epochs = 1, batch-size = 64 }\n";

  @TempDir private Path folder = Path.of("");

  private Ended run(String experiment, String... more) throws Exception {
    Files.writeString(folder.resolve("study.conf"), BASE + experiment);
    return KilledProcess.run(
        folder,
        Stream.concat(Stream.of("run", "study.conf"), Stream.of(more)).toArray(String[]::new));
  }

  private List<Path> runs() throws Exception {
    return KilledProcess.runs(folder.resolve("runs/study"));
  }

  private List<Path> studies() throws Exception {
    try (Stream<Path> studies = Files.list(folder.resolve("runs/study/studies"))) {
      return studies.sorted().toList();
    }
  }

  @Test
  void whatIsDoneIsNotMadeAgainAndAnAddedValueRunsOnlyWhatIsNew() throws Exception {
    assertThat(run(SHORT + "sweep { seeds = 2 }").exitCode()).isZero();
    List<Path> first = runs();
    assertThat(first).hasSize(2);

    Ended again = run(SHORT + "sweep { seeds = 2 }\ndescription = words");
    assertThat(again.exitCode()).as(again.output()).isZero();
    assertThat(again.output()).contains("goes on, of 2 runs: 2 done").contains("95 % interval");
    assertThat(runs()).isEqualTo(first);

    Ended more = run(SHORT + "sweep { seeds = 3 }");
    assertThat(more.output()).contains("goes on, of 3 runs: 2 done, 1 new");
    assertThat(runs()).hasSize(3).containsAll(first);
    assertThat(studies()).hasSize(1);
    assertThat(studies().get(0).resolve("results.md")).content().contains("| 3 |");

    Ended fewer = run(SHORT + "sweep { seed = [3] }");
    assertThat(fewer.output()).contains("1 done, 2 earlier, no longer part of it");

    assertThat(run("training { epochs = 2, batch-size = 64 }\nsweep { seeds = 2 }").exitCode())
        .isZero();
    assertThat(runs()).hasSize(5);
    assertThat(studies()).hasSize(2);

    assertThat(run(SHORT + "sweep { seeds = 2 }", "--anew").exitCode()).isZero();
    assertThat(runs()).hasSize(7);
    assertThat(studies()).hasSize(3);
  }

  @Test
  void aRunThatFailsStopsNoOtherAndIsTriedAgainOnlyWhenAsked() throws Exception {
    String sweep = SHORT + "sweep { \"optimizer.learning-rate\" = [1e38, 0.1, 0.2] }";

    Ended failed = run(sweep, "--jobs", "2");

    assertThat(failed.exitCode()).as(failed.output()).isEqualTo(1);
    assertThat(failed.output()).contains("learning-rate=1e38: failed");
    assertThat(runs()).hasSize(3);
    assertThat(finished()).isEqualTo(2);

    Ended left = run(sweep);
    assertThat(left.exitCode()).isEqualTo(1);
    assertThat(left.output()).contains("2 done, 1 failed (--retries 1 tries again)");

    Ended again = run(sweep, "--jobs", "1", "--retries", "1");
    assertThat(again.output()).contains("2 done, 1 to go on").contains("is tried again");
    assertThat(runs()).hasSize(3);
  }

  private long finished() throws Exception {
    long finished = 0;
    for (Path run : runs()) {
      finished +=
          "\"FINISHED\"".equals(String.valueOf(KilledProcess.result(run).get("status"))) ? 1 : 0;
    }
    return finished;
  }

  @Test
  void aRunThatWasMadeWithAnotherPluginIsMadeAnew() throws Exception {
    String experiment = SHORT + "regularizers = [shift]\nsweep { seeds = 1 }";
    SmallExperiment.writePlugin(folder, "0.05");
    assertThat(run(experiment).exitCode()).isZero();
    SmallExperiment.writePlugin(folder, "0.06");

    Ended anew = run(experiment);

    assertThat(anew.exitCode()).as(anew.output()).isZero();
    assertThat(anew.output()).contains("is made anew: plugin p.Shifting: digest ");
    assertThat(runs()).hasSize(2);
    assertThat(studies()).hasSize(1);
    assertThat(run(experiment).output()).contains("of 1 runs: 1 done");
  }

  @Test
  void onlyChoosesByLabelsAndSaysWhichThereAre() throws Exception {
    String sweep = SHORT + "sweep { seeds = 3, \"model.widths\" = [[8], [8, 4]] }";

    Ended chosen = run(sweep, "--only", "seed=2,model.widths=[8,4]", "--only", "seed=3");
    assertThat(chosen.exitCode()).as(chosen.output()).isZero();
    assertThat(runs()).hasSize(3);

    assertThat(run(sweep, "--only", "sed=1").output())
        .contains("--only sed=1: sed is no axis of the sweep; did you mean seed?");
    assertThat(run(sweep, "--only", "seed=9").output())
        .contains("the sweep has no such seed; it has 1, 2, 3");
    Ended none = run(sweep, "--jobs", "0");
    assertThat(none.exitCode()).isEqualTo(2);
    assertThat(none.output()).contains("--jobs is 0; it must be a number of processes");
  }

  @Test
  void aStudyThatAnotherProcessCarriesOutIsLeftAlone() throws Exception {
    assertThat(run(SHORT + "sweep { seeds = 1 }").exitCode()).isZero();
    try (FolderLock lock =
        FolderLock.take(studies().get(0), FolderLock.Purpose.EXECUTION).orElseThrow()) {
      assertThat(lock).isNotNull();
      Ended refused = run(SHORT + "sweep { seeds = 2 }");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.output()).contains("is being carried out by another process");
    }
    assertThat(runs()).hasSize(1);
  }

  @Test
  void workersWhoseDriverIsKilledEnd() throws Exception {
    Files.writeString(
        folder.resolve("study.conf"), BASE + "training { epochs = 100000 }\nsweep { seeds = 2 }");
    Process driver =
        KilledProcess.start(
            folder, folder.resolve("output.txt"), "run", "study.conf", "--jobs", "2");
    List<ProcessHandle> workers = List.of();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (KilledProcess.journaled(folder.resolve("runs/study")) < 5000
          && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      workers = driver.children().toList();
      assertThat(workers).hasSize(2);
      driver.destroyForcibly().waitFor();
      for (ProcessHandle worker : workers) {
        worker.onExit().get(20, TimeUnit.SECONDS);
      }
      for (Path run : runs()) {
        assertThat(KilledProcess.result(run).get("status")).hasToString("\"KILLED\"");
        assertThat(KilledProcess.checkpoints(run)).isNotEmpty();
      }
    } finally {
      driver.destroyForcibly();
      workers.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
