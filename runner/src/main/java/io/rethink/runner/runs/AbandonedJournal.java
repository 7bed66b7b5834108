package io.rethink.runner.runs;

import io.rethink.api.UserException;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The journal of a run or study whose process died without a word, by SIGKILL for one. */
public final class AbandonedJournal {

  private AbandonedJournal() {}

  /** Whether there is one in a folder: it has begun, has no end, and its process is gone. */
  public static boolean isIn(Path folder) throws IOException {
    OwnerProcess process = owner(folder);
    return process != null && process.hasEnded() && isOpen(folder);
  }

  /** Ends it, as killed. By one process at a time. */
  public static void end(Path folder) {
    try (Journal journal = Journal.open(folder)) {
      journal.append(
          new RunEnded(
              System.currentTimeMillis(),
              RunStatus.KILLED,
              "the process was killed, or the machine went down"));
    }
  }

  private static @Nullable OwnerProcess owner(Path folder) {
    try {
      if (RunFolder.holdsRun(folder)) {
        RunFolder run = new RunFolder(folder);
        return run.readResult().isPresent() ? null : run.readRecord().process();
      }
      Path study = folder.resolve(StudyRecord.FILE_NAME);
      return Files.exists(study) ? Json.read(study, StudyRecord.class).process() : null;
    } catch (UserException e) {
      return null;
    }
  }

  private static boolean isOpen(Path folder) throws IOException {
    boolean open = false;
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      while (true) {
        try {
          JournalReader.Entry entry = reader.next();
          if (entry == null) {
            return open;
          }
          open = !(entry.event() instanceof RunEnded);
        } catch (CorruptLineException e) {
          open = true;
        }
      }
    }
  }
}
