package io.rethink.runner.report.page;

import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.runs.FolderLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A report in the folder of its study, and in its journal, so that it reaches MLflow. */
public final class ReportRecord {

  private ReportRecord() {}

  /** Writes the report of {@code study} to its folder; while it is under way, to that alone. */
  public static void write(ReportedStudy study, Path folder) {
    ReportPage.write(study, folder.resolve(ReportPage.FILE_NAME));
    if (!Files.exists(folder.resolve(Journal.FILE_NAME))) {
      return;
    }
    try (FolderLock lock = FolderLock.take(folder, FolderLock.Purpose.EXECUTION).orElse(null)) {
      if (lock != null) {
        announce(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot record the report in " + folder, e);
    }
  }

  /** The end is repeated: a journal that does not end with it counts as abandoned. */
  private static void announce(Path folder) throws IOException {
    Event last = last(folder);
    try (Journal journal = Journal.open(folder)) {
      journal.append(new ArtifactWritten(journal.time(), ReportPage.FILE_NAME));
      if (last instanceof RunEnded end) {
        journal.append(end);
      }
    }
  }

  private static @Nullable Event last(Path folder) throws IOException {
    try {
      return JournalReader.last(folder);
    } catch (CorruptLineException e) {
      return null;
    }
  }
}
