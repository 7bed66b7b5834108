package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(MlflowServerExtension.class)
class UiServerIT {

  @Test
  void runsFindTheServerAndEndingItLeavesNothing(@TempDir Path runs) throws Exception {
    Path before =
        SampleRun.write(runs, "before", "run-1", SampleRun.whole("before", "run-1", null, 2));
    ProcessHandle process;
    List<ProcessHandle> descendants;
    try (Tracker tracker = Tracker.forRuns(runs, Map.of());
        UiServer ui =
            UiServer.start(
                runs,
                MlflowServer.freePort(0, false),
                MlflowServerExtension.environment(),
                line -> {})) {
      assertThat(UiServer.running(runs, Map.of())).contains(ui.uri());
      process = ProcessHandle.of(LocalServer.find(runs).orElseThrow().pid()).orElseThrow();
      descendants = process.descendants().toList();
      assertThat(Synchronization.run(runs, Map.of(), false).sent()).isEqualTo(1);

      // The tracker was there before the server was.
      Path run = SampleRun.write(runs, "now", "run-2", SampleRun.whole("now", "run-2", null, 2));
      tracker.follow(run);
      assertThat(tracker.finish(Duration.ofSeconds(20), () -> false).state())
          .isEqualTo(TrackingOutcome.State.COMPLETE);
      MlflowApi api = new MlflowApi(TrackingServer.local(ui.uri(), "x"));
      assertThat(api.runs("before")).hasSize(1);
      assertThat(api.runs("now")).hasSize(1);
    }
    assertThat(process.isAlive()).isFalse();
    assertThat(descendants).isNotEmpty().noneMatch(ProcessHandle::isAlive);
    assertThat(UiServer.running(runs, Map.of())).isEmpty();
    assertThat(before.resolve(SendState.FILE_NAME)).exists();
  }

  @Test
  void theStoreStaysTheSameOnAnotherPort(@TempDir Path runs) throws Exception {
    Files.createDirectories(LocalServer.home(runs));
    TrackingServer first = new LocalServer(URI.create("http://a:1"), 1).toTrackingServer(runs);
    TrackingServer second = new LocalServer(URI.create("http://a:2"), 2).toTrackingServer(runs);
    assertThat(second.identity()).isEqualTo(first.identity());
    assertThat(second.uri()).isNotEqualTo(first.uri());
  }

  @Test
  void aServerThatIsNamedIsNotStartedHere(@TempDir Path runs) {
    assertThatThrownBy(
            () -> UiServer.running(runs, Map.of("MLFLOW_TRACKING_URI", "http://u:secret@host")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("runs go to http://host;")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aPortThatIsTakenIsSaidSo(TrackingServer server) {
    assertThatThrownBy(() -> MlflowServer.freePort(server.uri().getPort(), true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("port %d is taken".formatted(server.uri().getPort()));
  }
}
