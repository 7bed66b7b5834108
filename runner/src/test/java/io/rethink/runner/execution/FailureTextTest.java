package io.rethink.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.PluginSource;
import io.rethink.runner.runs.RunFolder;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static final Path JAR = Path.of("/plugins/my plugin.jar");
  private static final RunFolder FOLDER = new RunFolder(Path.of("/runs/x/1"));

  private final FailureText text =
      new FailureText(
          List.of(
              new PluginSource("io.rethink.Own", null, null),
              new PluginSource("org.example.MyPlugin", JAR, "1.0")));

  @Test
  void aUsersMistakeIsSaidInItsOwnWords() {
    assertThat(text.of(new UserException("the file is short"), FOLDER))
        .isEqualTo("the file is short");
  }

  @Test
  void aFailureInsideAPluginNamesItsJarAndTheLog() {
    IllegalStateException failure = new IllegalStateException("no such layer");
    failure.setStackTrace(
        new StackTraceElement[] {
          frame(null, "java.util.Optional"), frame(JAR.toString(), "org.example.Step")
        });
    assertThat(text.of(new RuntimeException("wrapped", failure), FOLDER))
        .isEqualTo(
            "the plugin /plugins/my plugin.jar failed (RuntimeException: wrapped); the whole error"
                + " is in /runs/x/1/run.log; mend the plugin, or remove the jar");
  }

  @Test
  void aLinkageErrorInsideAPluginSaysToBuildItAgain() {
    NoSuchMethodError failure = new NoSuchMethodError("Seeds.old()");
    failure.setStackTrace(new StackTraceElement[] {frame(JAR.toString(), "org.example.Step")});
    assertThat(text.of(failure, FOLDER))
        .contains("/plugins/my plugin.jar does not fit this version of Rethink")
        .contains("build it against this version's core-api, or remove the jar");
  }

  @Test
  void aFailureElsewhereIsNotBlamedOnAPlugin() {
    assertThat(text.of(new IllegalStateException("oops"), FOLDER))
        .doesNotContain("plugin.jar")
        .contains("IllegalStateException: oops", "/runs/x/1/run.log");
  }

  @Test
  void lackOfMemoryComesWithAWayOut() {
    assertThat(text.of(new OutOfMemoryError("Java heap space"), FOLDER))
        .contains("RETHINK_JAVA_OPTIONS=-Xmx8g", "training.batch-size");
  }

  private static StackTraceElement frame(@Nullable String loader, String type) {
    return new StackTraceElement(loader, null, null, type, "step", "Step.java", 1);
  }
}
