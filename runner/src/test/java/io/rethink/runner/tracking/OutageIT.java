package io.rethink.runner.tracking;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Guice;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.execution.StudyExecution;
import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.execution.StudyOptions;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.tracking.TroubledProxy.Trouble;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingPlan;
import io.rethink.runner.wiring.ApplicationModule;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run trains while everything that can go wrong between it and a real server does, one after the
 * other; the server is stopped and started, too.
 */
@ExtendWith(MlflowServerExtension.class)
@Timeout(400)
class OutageIT {

  private static final String EXPERIMENT = "outage";
  private static final Duration REQUEST_PATIENCE = Duration.ofSeconds(2);
  private static final int PATIENCE_SECONDS = 60;
  private static final long TROUBLE_MILLIS = 1500;

  /** Some 13,000 points: a loss at each of 11 steps in 600 epochs, and what is evaluated. */
  private static final String TEXT =
      """
      name = outage
      seed = 1
      dataset { type = digits }
      model { type = mlp, widths = [16] }
      optimizer { type = sgd, learning-rate = 0.05 }
      training { epochs = 600, log-every = 1, stop-at { train-loss = 0 } }
      measures = [ { type = norms, every = 100 } ]
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void aRunTrainsThroughAllTroubleAndEachOfItsPointsArrivesOnceAndInOrder() throws Exception {
    MlflowInstallation installation =
        MlflowInstallation.ofUser(MlflowServerExtension.environment());
    Path home = folder.resolve("server");
    Path runs = folder.resolve("runs");
    int port = MlflowServer.freePort(0, false);
    MlflowServer server = MlflowServer.start(installation, home, port);
    try (TroubledProxy proxy = new TroubledProxy(server.address().uri());
        Tracker tracker = Tracker.start(choice(proxy, runs), REQUEST_PATIENCE);
        Training training = new Training(runs, tracker)) {
      proxy.cause(Trouble.CONNECTION_BREAKS_BEFORE_THE_ANSWER);
      training.start();
      Path run = training.folder();
      assertTrainingGoesOn(proxy, run);
      proxy.heal();
      for (Trouble trouble : EnumSet.complementOf(EnumSet.of(Trouble.HAS_NO_ROOM_FOR_ARTIFACTS))) {
        awaitSent(run);
        proxy.cause(trouble);
        assertTrainingGoesOn(proxy, run);
        proxy.heal();
      }
      awaitSent(run);
      server.close();
      long length = length(run);
      await("training does not go on without a server", () -> length(run) > length + 10_000);
      server = MlflowServer.start(installation, home, port);
      awaitSent(run);

      proxy.cause(Trouble.HAS_NO_ROOM_FOR_ARTIFACTS);
      EndedRun ended = training.finish();
      assertThat(ended.result().epochs()).isEqualTo(600);
      TrackingOutcome outcome = tracker.finish(Duration.ofSeconds(4), () -> false);
      assertThat(outcome.line().orElseThrow())
          .contains("answered 500: OSError: [Errno 28] No space left on device", "./rethink sync");
      proxy.heal();
      Synchronization.Report report =
          Synchronization.run(runs, choice(proxy, runs).current().orElseThrow(), false);
      assertThat(report.failed()).isEmpty();
      assertComplete(new MlflowApi(TrackingServer.local(server.address().uri(), "test")), run);
    } finally {
      server.close();
    }
  }

  private static void assertTrainingGoesOn(TroubledProxy proxy, Path run) throws Exception {
    assertThat(proxy.awaitMet(PATIENCE_SECONDS)).as("a request meets with the trouble").isTrue();
    long length = length(run);
    // Long enough for what the first refusal leads to.
    Thread.sleep(TROUBLE_MILLIS);
    await("training stands still", () -> length(run) > length + 1000);
  }

  private static void assertComplete(MlflowApi api, Path run) throws Exception {
    JsonNode sent = api.onlyRun(EXPERIMENT);
    assertThat(sent.path("info").path("status").asText()).isEqualTo("FINISHED");
    List<MlflowApi.Point> journaled = JournaledPoints.of(run);
    assertThat(journaled).hasSizeGreaterThan(8000);
    List<MlflowApi.Point> points = api.points(sent);
    assertThat(points).containsExactlyInAnyOrderElementsOf(journaled);
    Map<String, List<MlflowApi.Point>> byMetric =
        points.stream()
            .sorted(
                Comparator.comparingLong(MlflowApi.Point::timestamp)
                    .thenComparingLong(MlflowApi.Point::step))
            .collect(groupingBy(MlflowApi.Point::key));
    assertThat(byMetric).isEqualTo(journaled.stream().collect(groupingBy(MlflowApi.Point::key)));
    assertThat(api.artifacts(sent, ""))
        .containsKeys("experiment.conf", "provenance.json", "result.json", "run.log");
  }

  private static RunsDestination choice(TroubledProxy proxy, Path runs) {
    return new RunsDestination(runs, Map.of("MLFLOW_TRACKING_URI", proxy.uri().toString()));
  }

  /** Waits until the server has been sent all that is in the journal now. */
  private static void awaitSent(Path run) throws Exception {
    long length = length(run);
    await(
        "the journal is not sent",
        () -> {
          Path state = run.resolve(SendState.FILE_NAME);
          return Files.exists(state)
              && new ObjectMapper().readTree(state.toFile()).path("position").asLong() >= length;
        });
  }

  private static long length(Path run) throws IOException {
    return Files.size(run.resolve(Journal.FILE_NAME));
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(String otherwise, Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as(otherwise).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  /** The run, on a thread of its own; it does not come to its last epochs before it is told to. */
  private static final class Training implements StudyListener, TrainingListener, AutoCloseable {

    private static final long PACE_MILLIS = 150;
    private static final int LAST_EPOCHS = 100;

    private final Path runs;
    private final Tracker tracker;
    private final CompletableFuture<Path> opened = new CompletableFuture<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable CompletableFuture<List<EndedRun>> outcome;

    Training(Path runs, Tracker tracker) {
      this.runs = runs;
      this.tracker = tracker;
    }

    void start() throws IOException {
      Path conf = Files.writeString(Files.createDirectories(runs).resolve("outage.conf"), TEXT);
      Catalog catalog = Catalog.discover();
      RunAssembler assembler =
          Guice.createInjector(
                  new ApplicationModule(
                      () -> runs.resolve("data"),
                      (title, total, unit) -> {
                        throw new AssertionError("nothing is downloaded");
                      }))
              .getInstance(RunAssembler.class);
      StudyExecution execution =
          new StudyExecution(new RunsFolder(runs), assembler, catalog, () -> false);
      outcome =
          CompletableFuture.supplyAsync(
              () ->
                  execution.execute(
                      new ExperimentReader(catalog).read(conf, List.of()),
                      new StudyOptions(false, 0, variant -> true, null),
                      this));
    }

    Path folder() throws Exception {
      return opened.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    EndedRun finish() throws Exception {
      released.countDown();
      return Objects.requireNonNull(outcome).get(PATIENCE_SECONDS, TimeUnit.SECONDS).get(0);
    }

    @Override
    public void close() {
      released.countDown();
    }

    @Override
    public void journalOpened(Path folder) {
      tracker.follow(folder);
      opened.complete(folder);
    }

    @Override
    public TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total) {
      return this;
    }

    @Override
    public void evaluated(EpochSummary epoch) {
      try {
        int left = epoch.position().epochs() - epoch.epoch();
        if (left == LAST_EPOCHS) {
          released.await();
        } else if (left > LAST_EPOCHS) {
          released.await(PACE_MILLIS, TimeUnit.MILLISECONDS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {}

    @Override
    public void stepped(Position position, double loss, int examples) {}

    @Override
    public void warned(String message) {}

    @Override
    public void runEnded(EndedRun outcome) {}
  }
}
