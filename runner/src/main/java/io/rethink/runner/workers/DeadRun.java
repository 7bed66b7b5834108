package io.rethink.runner.workers;

import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.AbandonedJournal;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** A run whose process died without a word: it is recorded as killed, and can be carried on. */
final class DeadRun {

  private static final int SIGNALS = 128;
  private static final int SIGKILL = 9;

  private DeadRun() {}

  /**
   * Records how the run ended, unless it had come to its end just before.
   *
   * @param exitCode the process's
   * @param cancelled whether it was told to end
   */
  static EndedRun of(RunFolder folder, int exitCode, boolean cancelled) throws IOException {
    String why = cancelled ? "interrupted" : why(exitCode);
    RunResult result = folder.readResult().orElse(null);
    if (result == null) {
      result =
          new RunResult(
              RunStatus.KILLED,
              why,
              System.currentTimeMillis(),
              0,
              0,
              null,
              null,
              null,
              null,
              Map.of());
      try (FolderLock lock =
          FolderLock.take(folder.path(), FolderLock.Purpose.EXECUTION).orElse(null)) {
        if (lock != null) {
          folder.write(result);
        }
      }
    }
    if (Files.exists(folder.path().resolve(Journal.FILE_NAME))) {
      AbandonedJournal.end(folder.path());
    }
    return new EndedRun(folder, folder.readRecord(), result);
  }

  private static String why(int exitCode) {
    String how =
        exitCode == SIGNALS + SIGKILL
            ? "was killed (SIGKILL); if nobody did, the machine had no memory left: lower --jobs or training.batch-size"
            : exitCode > SIGNALS
                ? "was ended by signal %d".formatted(exitCode - SIGNALS)
                : "ended with exit code %d".formatted(exitCode);
    return "its process " + how;
  }
}
