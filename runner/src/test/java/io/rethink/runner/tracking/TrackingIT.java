package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rethink.api.UserException;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.journal.RunStatus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Journals are sent to a real server and read back by plain HTTP. */
@ExtendWith(MlflowServerExtension.class)
class TrackingIT {

  private final String experiment = "it-" + UUID.randomUUID();

  @Test
  void aRunArrivesAsItsJournalSays(TrackingServer server, @TempDir Path runs) throws Exception {
    // 5 metrics in each of 250 epochs are more than the 1000 that a request may hold.
    List<Event> events = SampleRun.whole(experiment, "run-1", null, 250);
    SampleRun.write(runs, experiment, "run-1", events);
    Synchronization.Report report = Synchronization.run(runs, server, false);
    assertThat(report).isEqualTo(new Synchronization.Report(server.uri(), 1, 0, 0, List.of()));

    MlflowApi api = new MlflowApi(server);
    JsonNode run = api.onlyRun(experiment);
    assertThat(MlflowApi.pairs(api.experiments(experiment).get(0).path("tags")))
        .containsEntry("mlflow.experimentKind", "custom_model_development");
    JsonNode info = run.path("info");
    assertThat(info.path("run_name").asText()).isEqualTo("random labels · seed 1");
    assertThat(info.path("status").asText()).isEqualTo("FINISHED");
    assertThat(info.path("start_time").asLong()).isEqualTo(SampleRun.START);
    assertThat(info.path("end_time").asLong()).isEqualTo(SampleRun.START + 93_000);
    assertThat(MlflowApi.parameters(run))
        .isEqualTo(SampleRun.started(experiment, "run-1", null).parameters());
    assertThat(MlflowApi.tags(run))
        .containsEntry("mlflow.user", "ada")
        .containsEntry("mlflow.source.git.commit", "0123abc")
        .containsEntry("mlflow.source.name", "rethink")
        .containsEntry("labels", "random")
        .containsEntry("interpolated", "yes")
        .containsEntry("rethink.run_id", "run-1")
        .containsEntry("mlflow.note.content", "# Random labels\n\nOne *network*, **two** tasks.")
        .containsEntry(
            "mlflow.loggedArtifacts", "[{\"path\":\"measures/norms.json\",\"type\":\"table\"}]");
    assertThat(api.points(run)).containsExactlyInAnyOrderElementsOf(expectedPoints(events));
    assertDatasets(run);
    assertThat(api.artifacts(run, ""))
        .containsOnlyKeys("experiment.conf", "measures/norms.json", "measures/ü 100 %+.txt");
    for (String path : api.artifacts(run, "").keySet()) {
      assertThat(new String(api.artifact(run, path), StandardCharsets.UTF_8))
          .isEqualTo(SampleRun.content(path));
    }
  }

  @Test
  void sendingAgainChangesNothing(TrackingServer server, @TempDir Path runs) throws Exception {
    Path folder =
        SampleRun.write(runs, experiment, "run-1", SampleRun.whole(experiment, "run-1", null, 5));
    Synchronization.run(runs, server, false);
    MlflowApi api = new MlflowApi(server);
    String before = api.everything(api.onlyRun(experiment));

    assertThat(Synchronization.run(runs, server, false).unchanged()).isEqualTo(1);
    assertThat(Synchronization.run(runs, server, true).sent()).isEqualTo(1);
    assertThat(api.everything(api.onlyRun(experiment))).isEqualTo(before);

    Files.delete(folder.resolve(SendState.FILE_NAME));
    assertThat(Synchronization.run(runs, server, false).sent()).isEqualTo(1);
    assertThat(api.everything(api.onlyRun(experiment))).isEqualTo(before);
  }

  @Test
  void aConnectionThatBreaksAtAnyRequestLosesAndDoublesNothing(
      TrackingServer server, @TempDir Path runs) throws Exception {
    MlflowApi api = new MlflowApi(server);
    List<Event> events = SampleRun.whole(experiment, "run-1", null, 3);
    SampleRun.write(runs, experiment, "run-1", events);
    int broken = 0;
    try (BreakingProxy proxy = new BreakingProxy(server.uri())) {
      TrackingServer behind = TrackingServer.local(proxy.uri(), "test");
      boolean complete = false;
      // Each attempt gets one request further before an answer is lost.
      for (int good = 0; !complete; good++) {
        proxy.breakAfter(good);
        try {
          complete = Synchronization.run(runs, behind, good % 2 == 0).failed().isEmpty();
        } catch (UserException e) {
          broken++;
        }
      }
    }
    assertThat(broken).isGreaterThan(8);
    JsonNode run = api.onlyRun(experiment);
    assertThat(api.points(run)).containsExactlyInAnyOrderElementsOf(expectedPoints(events));
    assertThat(run.path("info").path("status").asText()).isEqualTo("FINISHED");
    assertDatasets(run);
  }

  @Test
  void aStudyIsTheParentOfItsRunsAndIsSentFirst(TrackingServer server, @TempDir Path runs)
      throws Exception {
    SampleRun.writeStudy(
        runs, experiment, "study-1", List.of(SampleRun.started(experiment, "study-1", null)));
    List<Path> children = new ArrayList<>();
    for (RunStatus status : RunStatus.values()) {
      String id = "run-" + status;
      children.add(
          SampleRun.write(
              runs,
              experiment,
              id,
              List.of(
                  SampleRun.started(experiment, id, "study-1"),
                  new RunEnded(SampleRun.START + 9, status, "because"))));
    }
    // Only the runs are followed, as in a process of its own for each.
    try (Tracker tracker = Tracker.start(choice(server, runs), Duration.ofSeconds(20))) {
      children.forEach(tracker::follow);
      TrackingOutcome outcome = tracker.finish(Duration.ofSeconds(20), () -> false);
      assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.COMPLETE);
      String id =
          new MlflowApi(server).experiments(experiment).get(0).path("experiment_id").asText();
      assertThat(outcome.line())
          .contains(
              "MLflow: %s/#/experiments/%s/runs?workflowType=machine_learning"
                  .formatted(server.uri(), id));
    }
    List<JsonNode> sent = new MlflowApi(server).runs(experiment);
    assertThat(sent).hasSize(4);
    JsonNode study = byRunId(sent, "study-1");
    assertThat(study.path("info").path("status").asText()).isEqualTo("RUNNING");
    for (RunStatus status : RunStatus.values()) {
      JsonNode run = byRunId(sent, "run-" + status);
      assertThat(run.path("info").path("status").asText()).isEqualTo(status.name());
      assertThat(MlflowApi.tags(run))
          .containsEntry("mlflow.parentRunId", MlflowApi.id(study))
          .containsEntry("rethink.end_reason", "because");
    }
  }

  @Test
  void aJournalIsFollowedWhileItIsWritten(TrackingServer server, @TempDir Path runs)
      throws Exception {
    MlflowApi api = new MlflowApi(server);
    Path folder = runs.resolve(experiment).resolve("run-1");
    try (Tracker tracker = Tracker.start(choice(server, runs), Duration.ofSeconds(20))) {
      tracker.follow(folder);
      SampleRun.append(folder, SampleRun.whole(experiment, "run-1", null, 2).subList(0, 3));
      JsonNode run = awaitRunWithMetrics(api);
      assertThat(run.path("info").path("status").asText()).isEqualTo("RUNNING");
      SampleRun.append(
          folder,
          List.of(
              new MetricsLogged(SampleRun.START + 5000, 2, Map.of("train/loss", 0.125)),
              new RunEnded(SampleRun.START + 6000, RunStatus.KILLED, "Ctrl-C")));
      assertThat(tracker.finish(Duration.ofSeconds(20), () -> false).state())
          .isEqualTo(TrackingOutcome.State.COMPLETE);
    }
    JsonNode run = api.onlyRun(experiment);
    assertThat(run.path("info").path("status").asText()).isEqualTo("KILLED");
    assertThat(api.points(run))
        .contains(new MlflowApi.Point("train/loss", SampleRun.START + 5000, 2, "0.125"));
  }

  @Test
  void aRunThatGoesOnAfterItsEndRunsAgain(TrackingServer server, @TempDir Path runs)
      throws Exception {
    RunStarted start = SampleRun.started(experiment, "run-1", null);
    Path folder =
        SampleRun.write(
            runs, experiment, "run-1", List.of(start, new RunEnded(2, RunStatus.KILLED, null)));
    Synchronization.run(runs, server, false);
    SampleRun.append(folder, List.of(start));
    Synchronization.run(runs, server, false);
    JsonNode run = new MlflowApi(server).onlyRun(experiment);
    assertThat(run.path("info").path("status").asText()).isEqualTo("RUNNING");
  }

  private JsonNode awaitRunWithMetrics(MlflowApi api) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (System.nanoTime() < deadline) {
      if (!api.experiments(experiment).isEmpty()
          && !api.runs(experiment).isEmpty()
          && api.onlyRun(experiment).path("data").has("metrics")) {
        return api.onlyRun(experiment);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no metrics arrived while the journal was written");
  }

  private static void assertDatasets(JsonNode run) {
    JsonNode inputs = run.path("inputs").path("dataset_inputs");
    assertThat(inputs.size()).isEqualTo(2);
    for (JsonNode input : inputs) {
      Map<String, String> tags = MlflowApi.pairs(input.path("tags"));
      String context = tags.getOrDefault("mlflow.data.context", "none");
      assertThat(context).isIn("training", "testing");
      assertThat(tags).containsEntry("rethink.digest", "5f".repeat(32));
      JsonNode dataset = input.path("dataset");
      assertThat(dataset.path("name").asText()).isEqualTo("digits/" + context);
      assertThat(dataset.path("digest").asText()).isEqualTo("5f".repeat(8));
      assertThat(dataset.path("source").asText())
          .isEqualTo("{\"url\":\"https://archive.ics.uci.edu/dataset/80\"}");
      long examples = context.equals("training") ? 1347 : 450;
      assertThat(dataset.path("profile").asText())
          .isEqualTo(
              "{\"num_rows\":%d,\"num_elements\":%d,\"num_classes\":10}"
                  .formatted(examples, examples * 64));
    }
  }

  private static JsonNode byRunId(List<JsonNode> runs, String runId) {
    return runs.stream()
        .filter(run -> runId.equals(MlflowApi.tags(run).get("rethink.run_id")))
        .findFirst()
        .orElseThrow();
  }

  private static RunsDestination choice(TrackingServer server, Path runs) {
    return new RunsDestination(runs, Map.of("MLFLOW_TRACKING_URI", server.uri().toString()));
  }

  /**
   * The points as the server is expected to write them; it keeps infinity as the largest double.
   */
  private static List<MlflowApi.Point> expectedPoints(List<Event> events) {
    List<MlflowApi.Point> points = new ArrayList<>();
    for (Event event : events) {
      if (event instanceof MetricsLogged logged) {
        logged
            .values()
            .forEach(
                (key, value) -> {
                  double kept = value.isInfinite() ? Double.MAX_VALUE : value;
                  points.add(
                      new MlflowApi.Point(
                          key, logged.time(), logged.step(), Double.toString(kept)));
                });
      }
    }
    return points;
  }
}
