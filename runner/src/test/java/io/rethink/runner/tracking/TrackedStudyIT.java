package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rethink.runner.cli.KilledProcess;
import io.rethink.runner.report.page.ReportPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Studies in worker processes are sent to a real server by drivers that are killed. */
@ExtendWith(MlflowServerExtension.class)
@Timeout(240)
class TrackedStudyIT {

  private static final int RUNS = 8;
  private static final int PATIENCE_SECONDS = 60;
  private static final String RESULT = "result.json";
  private static final String STUDY_COMMAND = "run study.conf --jobs 2";

  private static final String STUDY =
      """
      name = %s
      dataset = digits
      model { type = mlp, widths = [16] }
      optimizer { type = sgd, learning-rate = 0.05 }
      training { epochs = %d, batch-size = 16, log-every = 5, stop-at { train-loss = 0 } }
      engine { threads = 1 }
      sweep { seeds = %d }
      """;

  @TempDir private Path folder = Path.of("");
  private final String experiment = "it-" + UUID.randomUUID();
  private Path runs = Path.of("");

  @BeforeEach
  void writeStudy() throws IOException {
    runs = folder.resolve("runs").resolve(experiment);
    Files.writeString(folder.resolve("study.conf"), STUDY.formatted(experiment, 20, RUNS));
  }

  @Test
  void whatDriversLeftUnsentArrivesOnceWithTheCommandThatGoesOn(TrackingServer server)
      throws Exception {
    // The first driver sends nothing, the second is killed in the middle of it.
    killOnceFinished(2, STUDY_COMMAND + " --no-tracking", Map.of());
    killOnceFinished(4, STUDY_COMMAND, environment(server));
    assertThat(start(STUDY_COMMAND, environment(server)).waitFor()).isZero();

    MlflowApi api = new MlflowApi(server);
    Map<String, JsonNode> sent =
        api.runs(experiment).stream()
            .collect(
                Collectors.toMap(run -> MlflowApi.tags(run).get("rethink.run_id"), run -> run));
    List<Path> made = KilledProcess.runs(runs);
    assertThat(made).hasSize(RUNS);
    assertThat(sent).hasSize(RUNS + 1);
    JsonNode study =
        sent.values().stream()
            .filter(run -> !MlflowApi.tags(run).containsKey("mlflow.parentRunId"))
            .findFirst()
            .orElseThrow();
    for (Path each : made) {
      JsonNode run = Objects.requireNonNull(sent.get(each.getFileName().toString()));
      assertThat(run.path("info").path("status").asText()).isEqualTo("FINISHED");
      assertThat(MlflowApi.tags(run)).containsEntry("mlflow.parentRunId", MlflowApi.id(study));
      assertThat(api.points(run))
          .containsExactlyInAnyOrderElementsOf(JournaledPoints.of(each))
          .hasSizeGreaterThan(100);
    }
    assertThat(study.path("info").path("status").asText()).isEqualTo("FINISHED");
    assertThat(api.artifact(study, ReportPage.FILE_NAME)).isEqualTo(Files.readAllBytes(report()));
  }

  /** The report of the only study. */
  private Path report() throws IOException {
    try (Stream<Path> studies = Files.list(runs.resolve("studies"))) {
      return studies.findFirst().orElseThrow().resolve(ReportPage.FILE_NAME);
    }
  }

  @Test
  void aKilledRunIsClosedOnTheServerByTheNextCommandWhateverThatRuns(TrackingServer server)
      throws Exception {
    Files.writeString(folder.resolve("long.conf"), STUDY.formatted(experiment, 100_000, 1));
    Process process = start("run long.conf", environment(server));
    MlflowApi api = new MlflowApi(server);
    await(() -> with(SendState.FILE_NAME) > 0);
    process.destroyForcibly().waitFor();
    assertThat(statuses(api)).containsOnly("RUNNING");

    Files.writeString(folder.resolve("other.conf"), STUDY.formatted(experiment + "-b", 1, 1));
    assertThat(start("run other.conf", environment(server)).waitFor()).isZero();
    assertThat(statuses(api)).containsExactly("KILLED", "KILLED");
  }

  private List<String> statuses(MlflowApi api) throws Exception {
    return api.runs(experiment).stream()
        .map(run -> run.path("info").path("status").asText())
        .toList();
  }

  private void killOnceFinished(int count, String command, Map<String, String> environment)
      throws Exception {
    Process driver = start(command, environment);
    try {
      await(() -> with(RESULT) >= count);
    } finally {
      driver.destroyForcibly().waitFor();
    }
    assertThat(with(RESULT)).isLessThan(RUNS);
  }

  private Process start(String command, Map<String, String> environment) throws IOException {
    return KilledProcess.start(
        folder, folder.resolve("output.txt"), environment, command.split(" ", -1));
  }

  private static Map<String, String> environment(TrackingServer server) {
    return Map.of(TrackingServer.URI_VARIABLE, server.uri().toString());
  }

  private long with(String file) {
    try {
      return KilledProcess.runs(runs).stream()
          .filter(run -> Files.exists(run.resolve(file)))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(BooleanSupplier condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as(Files.readString(folder.resolve("output.txt")))
          .isLessThan(end);
      Thread.sleep(20);
    }
  }
}
