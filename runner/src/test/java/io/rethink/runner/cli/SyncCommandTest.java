package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.tracking.Synchronization;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SyncCommandTest {

  private final Synchronization.Report report =
      new Synchronization.Report(
          URI.create("http://host:5000"),
          3,
          12,
          1,
          List.of(new Synchronization.Failure(Path.of("runs/a/b"), "it \"broke\"")));

  @Test
  void aPersonReadsCountsAndWhatWentWrong() {
    assertThat(SyncCommand.text(report).lines())
        .containsExactly(
            "http://host:5000: 3 sent, 12 were there already, 1 are being sent by somebody else, "
                + "1 could not be sent",
            "  runs/a/b: it \"broke\"");
  }

  @Test
  void aScriptReadsJson() throws Exception {
    assertThat(SyncCommand.json(report))
        .isEqualTo(
            "{\"server\":\"http://host:5000\",\"sent\":3,\"unchanged\":12,\"busy\":1,"
                + "\"failed\":[{\"folder\":\"runs/a/b\",\"reason\":\"it \\\"broke\\\"\"}]}");
  }

  @Test
  void bothCommandsExplainThemselves() {
    assertThat(new CommandLine(new SyncCommand()).getUsageMessage())
        .contains("--runs=DIR", "(default: runs)", "--again", "--json", "MLFLOW_TRACKING_URI");
    assertThat(new CommandLine(new UiCommand()).getUsageMessage())
        .contains("--runs=DIR", "--port=PORT", "(default: 5000, or a free one)", "--json");
  }
}
