package io.rethink.runner.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rethink.runner.cli.KilledProcess;
import io.rethink.runner.cli.SmallExperiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(MlflowServerExtension.class)
class ResumedRunIT {

  @Test
  void aRunThatWasKilledSentAndResumedIsOnTheServerOnce(TrackingServer server, @TempDir Path folder)
      throws Exception {
    SmallExperiment.write(folder, "");
    String experiment = "it-" + UUID.randomUUID();
    Path conf = folder.resolve("small.conf");
    Files.writeString(conf, Files.readString(conf).replace("name = small", "name = " + experiment));
    Path runs = folder.resolve("runs");
    KilledProcess.kill(
        folder,
        () -> KilledProcess.journaled(runs.resolve(experiment)) > 5000,
        "run",
        "small.conf");
    Synchronization.run(runs, server, false);
    MlflowApi api = new MlflowApi(server);
    assertThat(api.onlyRun(experiment).path("info").path("status").asText()).isEqualTo("KILLED");

    KilledProcess.Ended resumed = KilledProcess.run(folder, "resume");
    assertThat(resumed.exitCode()).as(resumed.output()).isZero();
    Synchronization.run(runs, server, false);

    JsonNode run = api.onlyRun(experiment);
    assertThat(run.path("info").path("status").asText()).isEqualTo("FINISHED");
    assertThat(api.points(run))
        .containsExactlyInAnyOrderElementsOf(
            JournaledPoints.of(KilledProcess.runs(runs.resolve(experiment)).get(0)));
  }
}
