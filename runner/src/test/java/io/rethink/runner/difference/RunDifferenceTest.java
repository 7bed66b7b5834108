package io.rethink.runner.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDifferenceTest {

  @TempDir private Path runs = Path.of("");

  @Test
  void runsWithTheSameRecordsDifferInNothing() throws IOException {
    RunFolder first = run("a", Map.of("seed", "1"), 0.5);
    RunFolder second = run("b", Map.of("seed", "1"), 0.5);
    log(first, 1, "test/loss", Double.NaN);
    log(second, 1, "test/loss", Double.NaN);
    provenance(first, "data", 2, "jar");
    provenance(second, "data", 2, "jar");

    RunDifference difference = RunDifference.between(first, second);

    assertThat(difference.first()).isEqualTo("a");
    assertThat(difference.second()).isEqualTo("b");
    assertThat(difference.configuration()).isEmpty();
    assertThat(difference.code()).isEmpty();
    assertThat(difference.data()).isEmpty();
    assertThat(difference.machine()).isEmpty();
    assertThat(difference.points()).isEqualTo(new PointComparison(1, 0, 0, null, null));
    assertThat(difference.sameFinalParameters()).isNull();
    assertThat(difference.isSameResult()).isTrue();
  }

  @Test
  void eachDifferenceIsInItsGroup() throws IOException {
    RunFolder first = run("a", Map.of("seed", "1", "model.rate", "0.2"), 0.5);
    RunFolder second = run("b", Map.of("seed", "2"), 0.25);
    provenance(first, "data", 2, "jar");
    provenance(second, "other", 4, null);

    RunDifference difference = RunDifference.between(first, second);

    assertThat(difference.configuration())
        .containsExactlyInAnyOrder(
            new Difference("seed", "1", "2"), new Difference("model.rate", "0.2", null));
    assertThat(difference.code())
        .containsExactly(new Difference("plugin p.Plugin", "jar jar", "comes with Rethink"));
    assertThat(difference.data())
        .containsExactly(new Difference("data set (SHA-256)", "data", "other"));
    assertThat(difference.machine()).containsExactly(new Difference("threads", "2", "4"));
    assertThat(difference.result()).containsExactly(new Difference("test/accuracy", "0.5", "0.25"));
    assertThat(difference.isSameResult()).isFalse();
  }

  @Test
  void theFirstPointThatDiffersIsTheFirstOfTheJournal() throws IOException {
    RunFolder first = run("a", Map.of(), 0.5);
    RunFolder second = run("b", Map.of(), 0.5);
    log(first, 1, "z", 1);
    log(second, 1, "z", 1);
    log(first, 2, "z", 0.0);
    log(second, 2, "z", -0.0);
    log(first, 2, "a", 5);
    log(second, 2, "a", 6);
    log(first, 3, "only", 7);
    log(second, 4, "z", 8);

    assertThat(RunDifference.between(first, second).points())
        .isEqualTo(
            new PointComparison(
                1,
                2,
                2,
                new PointDifference("z", 2, 0.0, -0.0),
                new PointDifference("only", 3, 7.0, null)));
  }

  @Test
  void aPointThatComesTwiceIsComparedTwice() throws IOException {
    RunFolder first = run("a", Map.of(), 0.5);
    RunFolder second = run("b", Map.of(), 0.5);
    log(first, 1, "m", 1);
    log(first, 1, "m", 2);
    log(second, 1, "m", 1);
    log(second, 1, "m", 3);
    log(second, 1, "m", 4);

    assertThat(RunDifference.between(first, second).points())
        .isEqualTo(
            new PointComparison(
                1,
                1,
                1,
                new PointDifference("m", 1, 2.0, 3.0),
                new PointDifference("m", 1, null, 4.0)));
  }

  private RunFolder run(String id, Map<String, String> parameters, double accuracy)
      throws IOException {
    RunFolder folder = new RunFolder(Files.createDirectories(runs.resolve("e").resolve(id)));
    folder.write(
        new RunRecord(
            id,
            "e",
            "e",
            null,
            Map.of(),
            parameters,
            1,
            "digest",
            id.hashCode(),
            OwnerProcess.current()));
    folder.write(
        new RunResult(
            RunStatus.FINISHED,
            null,
            id.hashCode(),
            3,
            9,
            "epochs",
            null,
            null,
            null,
            Map.of("test/accuracy", accuracy)));
    return folder;
  }

  private static void provenance(RunFolder folder, String data, int threads, @Nullable String jar) {
    Json.write(
        folder.provenance(),
        new Provenance(
            Map.of("rethink", "1", "java", "17", "os", "Linux"),
            new Provenance.Repository("0123", false),
            new Provenance.Machine("cpu", 8, threads, 1 << 30),
            List.of(new Provenance.PluginJar("p.Plugin", jar == null ? null : "p.jar", jar)),
            data,
            "labels",
            "configuration"));
  }

  private static void log(RunFolder folder, long step, String metric, double value) {
    try (Journal journal = Journal.open(folder.path())) {
      journal.append(new MetricsLogged(step, step, Map.of(metric, value)));
    }
  }
}
