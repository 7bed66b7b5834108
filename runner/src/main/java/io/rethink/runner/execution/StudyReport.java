package io.rethink.runner.execution;

import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.ReportText;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.report.page.ReportPage;
import io.rethink.runner.report.page.ReportRecord;
import io.rethink.runner.report.page.StudySource;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The report that a study ends in. */
final class StudyReport {

  private static final Logger LOG = LoggerFactory.getLogger(StudyReport.class);

  private final StudySource source;

  StudyReport(RunsFolder runs, ExperimentReader reader) {
    this.source = new StudySource(runs, reader);
  }

  /** Keeps in the folder of a study or run what its report is to show. */
  static void plan(Path folder, @Nullable ReportBlock block) {
    Path file = folder.resolve(StudySource.BLOCK);
    try {
      if (block == null) {
        Files.deleteIfExists(file);
        return;
      }
      Files.writeString(file, ReportText.of(block));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Writes the report to the folder of a study; a study that has none for once is none the less.
   */
  boolean write(Path folder, StudyListener listener) {
    try {
      ReportPage.write(
          source.read(folder, null, listener::warned), folder.resolve(ReportPage.FILE_NAME));
      return true;
    } catch (RuntimeException e) {
      warn(folder, listener, e);
      return false;
    }
  }

  /** Writes the report of a run that is no study's, if its experiment asks for one. */
  void writeOfRun(Path folder, StudyListener listener) {
    if (!Files.exists(folder.resolve(StudySource.BLOCK))) {
      return;
    }
    try {
      ReportRecord.write(source.read(folder, null, listener::warned), folder);
      // The journal had ended, and has something new.
      listener.journalOpened(folder);
    } catch (RuntimeException e) {
      warn(folder, listener, e);
    }
  }

  private static void warn(Path folder, StudyListener listener, RuntimeException failure) {
    LOG.warn("no report", failure);
    listener.warned(
        "the report could not be written (%s); ./rethink report %s tries again"
            .formatted(failure.getMessage(), folder.getFileName()));
  }
}
