package io.rethink.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.PluginSource;
import io.rethink.runner.runs.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailureTextTest {

  private static final Path JAR = Path.of("/plugins/my plugin.jar");
  private static final Set<String> TRAINED = Set.of("model.widths", "training.batch-size");
  private static final RunFolder FOLDER = new RunFolder(Path.of("/runs/x/1"));

  private final FailureText text =
      new FailureText(
          List.of(
              new PluginSource("io.rethink.Own", null, null),
              new PluginSource("org.example.MyPlugin", JAR, "1.0")));

  @Test
  void aUsersMistakeIsSaidInItsOwnWords() {
    assertThat(text.of(new UserException("the file is short"), FOLDER, TRAINED))
        .isEqualTo("the file is short");
  }

  @Test
  void aFailureInsideAPluginNamesItsJarAndTheLog() {
    IllegalStateException failure = new IllegalStateException("no such layer");
    failure.setStackTrace(
        new StackTraceElement[] {
          frame(null, "java.util.Optional"), frame(JAR.toString(), "org.example.Step")
        });
    assertThat(text.of(new RuntimeException("wrapped", failure), FOLDER, TRAINED))
        .isEqualTo(
            "the plugin /plugins/my plugin.jar failed (RuntimeException: wrapped); the whole error"
                + " is in /runs/x/1/run.log; mend the plugin, or remove the jar");
  }

  @Test
  void aLinkageErrorInsideAPluginSaysToBuildItAgain() {
    NoSuchMethodError failure = new NoSuchMethodError("Seeds.old()");
    failure.setStackTrace(new StackTraceElement[] {frame(JAR.toString(), "org.example.Step")});
    assertThat(text.of(failure, FOLDER, TRAINED))
        .contains("/plugins/my plugin.jar does not fit this version of Rethink")
        .contains("build it against this version's core-api, or remove the jar");
  }

  @Test
  void aFailureElsewhereIsNotBlamedOnAPlugin() {
    assertThat(text.of(new IllegalStateException("oops"), FOLDER, TRAINED))
        .doesNotContain("plugin.jar")
        .contains("IllegalStateException: oops", "/runs/x/1/run.log");
  }

  @Test
  void lackOfMemoryComesWithAWayOut() {
    assertThat(text.of(new OutOfMemoryError("Java heap space"), FOLDER, TRAINED))
        .contains("RETHINK_JAVA_OPTIONS=-Xmx8g", "training.batch-size");
  }

  @Test
  void aModelInClosedFormIsNotToldOfBatches() {
    assertThat(text.of(new OutOfMemoryError(), FOLDER, Set.of("model.kernel")))
        .contains("Java heap space", "dataset.train-examples")
        .doesNotContain("null", "batch");
  }

  @Test
  void lackOfTheMachinesMemoryIsNotBlamedOnJavas() {
    assertThat(
            text.of(
                new IllegalStateException("Allocation failed: [std::bad_alloc]"), FOLDER, TRAINED))
        .contains("the machine has not enough", "smaller model", "training.batch-size")
        .doesNotContain("-Xmx");
  }

  @Test
  void theMemoryToGiveIsMoreThanThereIs() {
    assertThat(FailureText.moreGigabytes(64L << 20)).isEqualTo(8);
    assertThat(FailureText.moreGigabytes(8L << 30)).isEqualTo(18);
  }

  private static StackTraceElement frame(@Nullable String loader, String type) {
    return new StackTraceElement(loader, null, null, type, "step", "Step.java", 1);
  }
}
