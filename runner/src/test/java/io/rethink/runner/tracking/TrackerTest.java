package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TrackerTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  /** The client's classes take seconds to load, which the bounds below leave no time for. */
  @BeforeAll
  static void loadTheClient() throws IOException {
    try (FakeServer server = new FakeServer(200, "<html>hello</html>");
        MlflowConnection connection =
            new MlflowConnection(TrackingServer.local(server.uri(), "x"), LONG)) {
      assertThatThrownBy(() -> new MlflowRuns(connection).experiment("x"))
          .isInstanceOf(ServerFailure.class);
    }
  }

  @Test
  void withoutAServerThereIsNothingToWaitForAndNothingToSay(@TempDir Path runs) throws IOException {
    Path folder = sample(runs);
    TrackingOutcome outcome = outcome(runs, Map.of(), folder, Duration.ofSeconds(10), LONG);
    assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.NO_SERVER);
    assertThat(outcome.line()).isEmpty();
    assertThat(folder.resolve(SendState.FILE_NAME)).doesNotExist();
  }

  @Test
  void aServerThatHangsHoldsNobodyUpBeyondTheBound(@TempDir Path runs) throws IOException {
    // Accepts into its backlog and never answers.
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      long start = System.nanoTime();
      TrackingOutcome outcome =
          outcome(
              runs,
              uri("http://127.0.0.1:" + hanging.getLocalPort()),
              sample(runs),
              Duration.ofMillis(700),
              LONG);
      assertThat(since(start)).isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
      assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.INCOMPLETE);
      assertThat(outcome.line().orElseThrow()).contains("./rethink sync").doesNotContain("\n");
    }
  }

  @Test
  void aRequestThatHangsIsGivenUpAndSaidSo(@TempDir Path runs) throws IOException {
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      TrackingOutcome outcome =
          outcome(
              runs,
              uri("http://127.0.0.1:" + hanging.getLocalPort()),
              sample(runs),
              Duration.ofSeconds(3),
              Duration.ofMillis(500));
      assertThat(outcome.line().orElseThrow()).contains("did not answer for 1 s");
    }
  }

  @Test
  void aServerInTroubleIsNamedWithItsAnswer(@TempDir Path runs) throws IOException {
    try (FakeServer server = new FakeServer(500, "database is locked")) {
      TrackingOutcome outcome =
          outcome(runs, uri(server.uri().toString()), sample(runs), Duration.ofSeconds(2), LONG);
      assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.INCOMPLETE);
      assertThat(outcome.line().orElseThrow())
          .contains(server.uri() + " answered 500", "./rethink sync");
    }
  }

  @Test
  void aServerThatFindsRunsButTakesNothingHoldsNobodyUp(@TempDir Path runs) throws IOException {
    try (FakeServer server = halfWorking()) {
      long start = System.nanoTime();
      TrackingOutcome outcome =
          outcome(runs, uri(server.uri().toString()), sample(runs), Duration.ofMillis(1500), LONG);
      assertThat(since(start)).isBetween(Duration.ofMillis(1500), Duration.ofSeconds(6));
      assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.INCOMPLETE);
      assertThat(outcome.line().orElseThrow()).contains("answered 500", "./rethink sync");
      assertThat(server.requests())
          .extracting(FakeServer.Request::path)
          .filteredOn(path -> path.endsWith("experiments/get-by-name"))
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void theWaitingHasAnEndWhateverTheServerDoes(@TempDir Path runs) throws IOException {
    try (FakeServer server = halfWorking();
        Tracker tracker = following(sample(runs), runs, server)) {
      long start = System.nanoTime();
      tracker.finish(LONG, Duration.ofMillis(700), TrackerTest::never);
      assertThat(since(start)).isBetween(Duration.ofMillis(700), Duration.ofSeconds(4));
    }
  }

  @Test
  void anInterruptionEndsTheWaiting(@TempDir Path runs) throws IOException {
    try (FakeServer server = halfWorking();
        Tracker tracker = following(sample(runs), runs, server)) {
      AtomicBoolean asked = new AtomicBoolean();
      long start = System.nanoTime();
      TrackingOutcome outcome = tracker.finish(LONG, () -> asked.getAndSet(true));
      assertThat(since(start)).isLessThan(Duration.ofSeconds(4));
      assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.INCOMPLETE);
    }
  }

  @Test
  void anInterruptOfTheThreadEndsTheWaiting(@TempDir Path runs) throws IOException {
    try (FakeServer server = halfWorking();
        Tracker tracker = following(sample(runs), runs, server)) {
      long start = System.nanoTime();
      Thread.currentThread().interrupt();
      tracker.finish(LONG, TrackerTest::never);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(since(start)).isLessThan(Duration.ofSeconds(4));
    }
  }

  @Test
  void aServerThatIsAwayIsNamed(@TempDir Path runs) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    TrackingOutcome outcome =
        outcome(runs, uri("http://127.0.0.1:" + port), sample(runs), Duration.ofSeconds(2), LONG);
    assertThat(outcome.line().orElseThrow())
        .contains("http://127.0.0.1:%d cannot be reached".formatted(port));
  }

  @Test
  void anotherKindOfServerIsNamed(@TempDir Path runs) throws IOException {
    try (FakeServer server = new FakeServer(200, "<html>hello</html>")) {
      TrackingOutcome outcome =
          outcome(runs, uri(server.uri().toString()), sample(runs), Duration.ofSeconds(2), LONG);
      assertThat(outcome.line().orElseThrow()).contains("does not answer as an MLflow server does");
    }
  }

  @Test
  void anAddressThatIsNoneIsSaidOnceAndCostsNoTime(@TempDir Path runs) throws IOException {
    TrackingOutcome outcome =
        outcome(runs, uri("sqlite:///x.db"), sample(runs), Duration.ofSeconds(10), LONG);
    assertThat(outcome.state()).isEqualTo(TrackingOutcome.State.INCOMPLETE);
    assertThat(outcome.line().orElseThrow()).contains("MLFLOW_TRACKING_URI is sqlite:///x.db");
  }

  @Test
  void credentialsGoWithEveryRequestAndNowhereElse(@TempDir Path runs) throws Exception {
    Path folder = sample(runs);
    try (FakeServer server = new FakeServer(401, "no")) {
      Map<String, String> environment =
          new HashMap<>(uri(server.uri().toString().replace("//", "//Aladdin:open%20sesame@")));
      TrackingOutcome outcome = outcome(runs, environment, folder, Duration.ofSeconds(2), LONG);
      assertThat(outcome.line().orElseThrow())
          .contains("does not let us in (401)")
          .doesNotContain("sesame");
      TrackingServer named = TrackingServer.named(environment).orElseThrow();
      try (MlflowConnection connection = new MlflowConnection(named, LONG)) {
        assertThatThrownBy(() -> connection.put("api/x", BodyPublishers.ofString("y")))
            .isInstanceOf(ServerFailure.class);
      }
      assertThat(server.requests())
          .allMatch(
              request -> request.authorization().equals("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
      assertThat(server.requests()).extracting(FakeServer.Request::method).contains("GET", "PUT");
    }
    try (var files = Files.walk(runs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("sesame");
      }
    }
  }

  @Test
  void aTokenIsSentByBothWaysOfSending(@TempDir Path runs) throws Exception {
    try (FakeServer server = new FakeServer(200, "{}")) {
      TrackingServer named =
          TrackingServer.named(
                  Map.of(
                      "MLFLOW_TRACKING_URI",
                      server.uri().toString(),
                      "MLFLOW_TRACKING_TOKEN",
                      "abc"))
              .orElseThrow();
      try (MlflowConnection connection = new MlflowConnection(named, LONG)) {
        connection.put("api/x", BodyPublishers.ofString("y"));
        connection.post("runs/update", "{}");
      }
      assertThat(server.requests())
          .containsExactly(
              new FakeServer.Request("PUT", "/api/x", "Bearer abc"),
              new FakeServer.Request("POST", "/api/2.0/mlflow/runs/update", "Bearer abc"));
    }
  }

  @Test
  void nothingIsFollowedAfterTheEnd(@TempDir Path runs) {
    try (Tracker tracker = Tracker.forRuns(runs, Map.of())) {
      tracker.finish(Duration.ofSeconds(1), TrackerTest::never);
      assertThatThrownBy(() -> tracker.follow(runs)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void oneSenderAtATimeHasAFolder(@TempDir Path folder) throws IOException {
    try (FolderLock first = FolderLock.take(folder, FolderLock.Purpose.SENDING).orElseThrow()) {
      assertThat(first).isNotNull();
      assertThat(FolderLock.take(folder, FolderLock.Purpose.SENDING)).isEmpty();
    }
    try (FolderLock next = FolderLock.take(folder, FolderLock.Purpose.SENDING).orElseThrow()) {
      assertThat(next).isNotNull();
    }
  }

  @Test
  void studiesComeBeforeTheRunsOfTheirExperiment(@TempDir Path runs) throws IOException {
    Path run = SampleRun.write(runs, "a", "run", List.of());
    Path study = SampleRun.writeStudy(runs, "a", "zzz", List.of());
    SampleRun.write(runs, ".mlflow", "not-a-run", List.of());
    Files.createDirectories(runs.resolve("a").resolve("without-a-journal"));
    assertThat(new RunsFolder(runs).journaled()).containsExactly(study, run);
  }

  /** Finds experiments and runs, and fails whenever it is to write. */
  private static FakeServer halfWorking() throws IOException {
    return new FakeServer(
        500,
        "disk full",
        Map.of(
            "experiments/get-by-name",
            "{\"experiment\":{\"experiment_id\":\"1\",\"lifecycle_stage\":\"active\"}}",
            "runs/search",
            "{\"runs\":[{\"info\":{\"run_id\":\"r\",\"lifecycle_stage\":\"active\","
                + "\"artifact_uri\":\"mlflow-artifacts:/1/r/artifacts\"}}]}"));
  }

  private static Tracker following(Path folder, Path runs, FakeServer server) {
    Tracker tracker = Tracker.start(new RunsDestination(runs, uri(server.uri().toString())), LONG);
    tracker.follow(folder);
    return tracker;
  }

  private static boolean never() {
    return false;
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  private static Path sample(Path runs) throws IOException {
    return SampleRun.write(
        runs, "experiment", "run-1", SampleRun.whole("experiment", "run-1", null, 3));
  }

  private static Map<String, String> uri(String uri) {
    return Map.of("MLFLOW_TRACKING_URI", uri);
  }

  private static TrackingOutcome outcome(
      Path runs,
      Map<String, String> environment,
      Path folder,
      Duration patience,
      Duration requestPatience) {
    try (Tracker tracker = Tracker.start(new RunsDestination(runs, environment), requestPatience)) {
      tracker.follow(folder);
      return tracker.finish(patience, TrackerTest::never);
    }
  }
}
