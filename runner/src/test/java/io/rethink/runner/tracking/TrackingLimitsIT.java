package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.journal.RunStarted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a real server refuses, cuts or has deleted. */
@ExtendWith(MlflowServerExtension.class)
class TrackingLimitsIT {

  private final String experiment = "it-" + UUID.randomUUID();

  @Test
  void longValuesAreCutVisiblyAndWholeInAnArtifact(TrackingServer server, @TempDir Path runs)
      throws Exception {
    String longNote = "ä".repeat(9000);
    String longValue = "x".repeat(6001);
    String name = "a very [odd] name: " + "y".repeat(250);
    RunStarted start =
        new RunStarted(
            5,
            "run-1",
            experiment,
            "",
            null,
            Map.of("long", longValue, name, "1"),
            Map.of(),
            longNote,
            List.of());
    SampleRun.write(runs, experiment, "run-1", List.of(start));
    assertThat(Synchronization.run(runs, server, false).failed()).isEmpty();
    MlflowApi api = new MlflowApi(server);
    JsonNode run = api.onlyRun(experiment);
    String cut = MlflowApi.parameters(run).getOrDefault("long", "");
    assertThat(cut)
        .hasSize(6000)
        .endsWith("… [cut; whole in the artifact long-values/parameters/long.txt]");
    assertThat(MlflowApi.parameters(run)).containsEntry(MlflowKey.of(name), "1");
    assertThat(
            new String(
                api.artifact(run, "long-values/parameters/long.txt"), StandardCharsets.UTF_8))
        .isEqualTo(longValue);
    assertThat(
            new String(
                api.artifact(run, "long-values/tags/mlflow.note.content.txt"),
                StandardCharsets.UTF_8))
        .isEqualTo(longNote);
  }

  @Test
  void aParameterThatCannotChangeDoesNotHoldUpTheRest(TrackingServer server, @TempDir Path runs)
      throws Exception {
    RunStarted start = SampleRun.started(experiment, "run-1", null);
    Path folder = SampleRun.write(runs, experiment, "run-1", List.of(start));
    Synchronization.run(runs, server, false);
    RunStarted changed =
        new RunStarted(
            9,
            "run-1",
            experiment,
            "n",
            null,
            Map.of("seed", "2", "new", "3"),
            Map.of(),
            "",
            List.of());
    SampleRun.append(folder, List.of(changed, new MetricsLogged(10, 1, Map.of("train/loss", 0.5))));
    assertThat(Synchronization.run(runs, server, false).failed()).isEmpty();
    MlflowApi api = new MlflowApi(server);
    JsonNode run = api.onlyRun(experiment);
    assertThat(MlflowApi.parameters(run)).containsEntry("seed", "1").containsEntry("new", "3");
    assertThat(api.points(run)).containsExactly(new MlflowApi.Point("train/loss", 10, 1, "0.5"));
  }

  @Test
  void aProxyThatLetsSmallRequestsThroughGetsSmallerOnes(TrackingServer server, @TempDir Path runs)
      throws Exception {
    Path folder =
        SampleRun.write(runs, experiment, "run-1", SampleRun.whole(experiment, "run-1", null, 100));
    try (ForwardingProxy proxy =
        new ForwardingProxy(server.uri()) {
          @Override
          void handle(HttpExchange exchange) throws IOException, InterruptedException {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            if (length != null && Long.parseLong(length) > 5000) {
              exchange.getRequestBody().readAllBytes();
              answer(exchange, 413, new byte[0]);
            } else {
              answer(exchange, forward(exchange));
            }
          }
        }) {
      assertThat(Synchronization.run(runs, TrackingServer.local(proxy.uri(), "x"), false).failed())
          .isEmpty();
    }
    MlflowApi api = new MlflowApi(server);
    assertThat(api.points(api.onlyRun(experiment))).hasSize(JournaledPoints.of(folder).size());
  }

  @Test
  void whatWasDeletedOnTheServerIsNotMadeAgain(TrackingServer server, @TempDir Path runs)
      throws Exception {
    Path folder =
        SampleRun.write(
            runs, experiment, "run-1", List.of(SampleRun.started(experiment, "run-1", null)));
    Synchronization.run(runs, server, false);
    MlflowApi api = new MlflowApi(server);
    JsonNode run = api.onlyRun(experiment);
    api.post("runs/delete", Map.of("run_id", MlflowApi.id(run)));
    SampleRun.append(folder, List.of(new MetricsLogged(10, 1, Map.of("a", 1.0, "b", 2.0))));
    assertThat(Synchronization.run(runs, server, false).failed())
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).contains("was deleted", "restore"));
    Files.delete(folder.resolve(SendState.FILE_NAME));
    assertThat(Synchronization.run(runs, server, false).failed()).hasSize(1);
    assertThat(api.runs(experiment)).hasSize(1);

    String id = run.path("info").path("experiment_id").asText();
    api.post("experiments/delete", Map.of("experiment_id", id));
    assertThat(Synchronization.run(runs, server, true).failed())
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure.reason())
                    .contains("experiment " + experiment + " was deleted", "restore"));
  }
}
