package io.rethink.runner.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.journal.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbandonedJournalTest {

  private static final OwnerProcess HERE = OwnerProcess.current();
  // The number is ours, but its process started long ago: the system has given it away again.
  private static final OwnerProcess GONE = new OwnerProcess(HERE.host(), HERE.pid(), 1);

  @TempDir Path folder = Path.of("");

  @Test
  void aProcessIsGoneWhenItsNumberBelongsToAnother() throws Exception {
    assertThat(HERE.hasEnded()).isFalse();
    assertThat(GONE.hasEnded()).isTrue();
    assertThat(new OwnerProcess("elsewhere", HERE.pid(), 1).hasEnded()).isFalse();
    Process process = new ProcessBuilder("sleep", "0").start();
    process.waitFor();
    assertThat(new OwnerProcess(HERE.host(), process.pid(), 0).hasEnded()).isTrue();
  }

  @Test
  void anAbandonedRunIsEndedAsKilledOnce() throws IOException {
    write(GONE);
    Files.writeString(
        folder.resolve(Journal.FILE_NAME), "{\"event\":\"metr", StandardOpenOption.APPEND);

    assertThat(AbandonedJournal.isIn(folder)).isTrue();
    AbandonedJournal.end(folder);

    assertThat(AbandonedJournal.isIn(folder)).isFalse();
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      assertThat(reader.next()).isNotNull();
      assertThat(reader.next())
          .extracting(JournalReader.Entry::event)
          .isInstanceOfSatisfying(
              RunEnded.class, end -> assertThat(end.status()).isEqualTo(RunStatus.KILLED));
      assertThat(reader.next()).isNull();
    }
  }

  @Test
  void aRunOfAProcessThatLivesIsNotAbandoned() throws IOException {
    write(HERE);
    assertThat(AbandonedJournal.isIn(folder)).isFalse();
  }

  @Test
  void aStudyIsAbandonedLikeARun() throws IOException {
    journal();
    Json.write(
        folder.resolve(StudyRecord.FILE_NAME),
        new StudyRecord(
            "study", "x", null, List.of(), 0, GONE, null, List.of(), List.of(), List.of()));
    assertThat(AbandonedJournal.isIn(folder)).isTrue();
  }

  private void write(OwnerProcess process) {
    journal();
    new RunFolder(folder)
        .write(new RunRecord("run", "x", "x", null, Map.of(), Map.of(), 1, "digest", 0, process));
  }

  private void journal() {
    try (Journal journal = Journal.open(folder)) {
      journal.append(new RunStarted(0, "run", "x", "x", null, Map.of(), Map.of(), "", List.of()));
    }
  }
}
