package io.rethink.runner.runs;

import io.rethink.api.UserException;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal of a run or study whose process died without a word, by SIGKILL for one. */
public final class AbandonedJournal {

  private AbandonedJournal() {}

  /** Whether there is one in a folder: it has begun, has no end, and its process is gone. */
  public static boolean isIn(Path folder) throws IOException {
    OwnerProcess process = owner(folder);
    return process != null && process.hasEnded() && !hasEnded(folder);
  }

  /** Whether the journal in a folder tells how the run or study ended, or nothing at all. */
  public static boolean hasEnded(Path folder) throws IOException {
    try {
      Event last = JournalReader.last(folder);
      return last == null || last instanceof RunEnded;
    } catch (CorruptLineException e) {
      return false;
    }
  }

  /**
   * Ends it: as killed, or as the run's result says if the process died between the two. Does
   * nothing if the run has gone on meanwhile.
   */
  public static void end(Path folder) throws IOException {
    try (FolderLock lock = FolderLock.take(folder, FolderLock.Purpose.EXECUTION).orElse(null)) {
      if (lock == null || !isIn(folder)) {
        return;
      }
      try (Journal journal = Journal.open(folder)) {
        journal.append(lastWord(folder, journal.time()));
      }
    }
  }

  private static RunEnded lastWord(Path folder, long now) {
    Optional<RunResult> result =
        RunFolder.holdsRun(folder) ? new RunFolder(folder).readResult() : Optional.empty();
    return result
        .map(ended -> new RunEnded(ended.ended(), ended.status(), ended.error()))
        .orElseGet(
            () ->
                new RunEnded(
                    now, RunStatus.KILLED, "the process was killed, or the machine went down"));
  }

  private static @Nullable OwnerProcess owner(Path folder) {
    try {
      if (RunFolder.holdsRun(folder)) {
        return new RunFolder(folder).readRecord().process();
      }
      Path study = folder.resolve(StudyRecord.FILE_NAME);
      return Files.exists(study) ? Json.read(study, StudyRecord.class).process() : null;
    } catch (UserException e) {
      return null;
    }
  }
}
