package io.rethink.runner.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.journal.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCacheTest {

  private static final FileTime LONG_AGO = FileTime.fromMillis(1_750_000_000_000L);

  @TempDir private Path runs = Path.of("");
  private RunFolder run = new RunFolder(Path.of(""));
  private final List<String> damaged = new ArrayList<>();

  @BeforeEach
  void writeRun() throws IOException {
    run = new RunFolder(Files.createDirectories(runs.resolve("e").resolve("run-1")));
    run.write(
        new RunRecord(
            "run-1",
            "e",
            "seed=1",
            null,
            Map.of(),
            Map.of(),
            1,
            "digest",
            5,
            new OwnerProcess("elsewhere", 1, 1)));
    write(3, 0.25);
  }

  @Test
  void aRunThatHasNotChangedIsNotReadAgain() throws IOException {
    assertThat(summaries()).containsExactly(summary(3, 0.25));
    // Invisible in the folder's time, unlike what Rethink itself does.
    Files.writeString(run.path().resolve("result.json"), "not read");
    assertThat(summaries()).containsExactly(summary(3, 0.25));
    Files.delete(runs.resolve(SummaryCache.FILE_NAME));
    assertThat(summaries()).isEmpty();
    assertThat(damaged).singleElement().asString().contains("result.json is damaged");
  }

  @Test
  void aRunThatHasGoneOnIsReadAgain() throws IOException {
    assertThat(summaries()).containsExactly(summary(3, 0.25));
    run.write(result(4, 0.5));
    assertThat(summaries()).containsExactly(summary(4, 0.5));
  }

  @Test
  void aRunIsNotKeptWhoseFolderHasJustChanged() throws IOException {
    Files.setLastModifiedTime(run.path(), FileTime.fromMillis(System.currentTimeMillis()));
    summaries();
    assertThat(runs.resolve(SummaryCache.FILE_NAME)).doesNotExist();
  }

  @Test
  void aRunWithoutAnEndIsNotKept() throws IOException {
    Files.delete(run.path().resolve("result.json"));
    Files.setLastModifiedTime(run.path(), LONG_AGO);
    assertThat(summaries()).extracting(RunSummary::state).containsExactly(RunState.RUNNING);
    assertThat(runs.resolve(SummaryCache.FILE_NAME)).doesNotExist();
  }

  @Test
  void aRunThatWasDeletedIsForgotten() throws IOException {
    summaries();
    for (String file : List.of("run.json", "result.json", ".")) {
      Files.delete(run.path().resolve(file).normalize());
    }
    assertThat(summaries()).isEmpty();
  }

  @Test
  void aDamagedCacheIsMadeAnew() throws IOException {
    summaries();
    Path cache = runs.resolve(SummaryCache.FILE_NAME);
    for (String text :
        List.of("", "[{\"run\":null}]", "[null]", "{", "[{\"folder\":\"e/run-1\"}]")) {
      Files.writeString(cache, text);
      assertThat(summaries()).as(text).containsExactly(summary(3, 0.25));
    }
    assertThat(cache).content().contains("run-1");
  }

  private List<RunSummary> summaries() {
    return new RunsFolder(runs).summaries(each -> damaged.add(each.getMessage()));
  }

  private void write(int epochs, double accuracy) throws IOException {
    run.write(result(epochs, accuracy));
    Files.setLastModifiedTime(run.path(), LONG_AGO);
  }

  private static RunResult result(int epochs, double accuracy) {
    return new RunResult(
        RunStatus.FINISHED,
        null,
        9,
        epochs,
        9,
        "epochs",
        null,
        null,
        null,
        Map.of("test/accuracy", accuracy));
  }

  private static RunSummary summary(int epochs, double accuracy) {
    return new RunSummary("run-1", "e", "seed=1", 5, RunState.FINISHED, epochs, null, accuracy);
  }
}
