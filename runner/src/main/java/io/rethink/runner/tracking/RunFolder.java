package io.rethink.runner.tracking;

import io.rethink.runner.journal.Journal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where the journals are: {@code runs/<experiment>/<run id>} for a run, and {@code
 * runs/<experiment>/studies/<study id>} for a study.
 */
final class RunFolder {

  private static final String STUDIES = "studies";

  private RunFolder() {}

  /** All folders with a journal, by experiment, its studies before its runs. */
  static List<Path> all(Path runs) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path experiment : foldersIn(runs)) {
      foldersIn(experiment.resolve(STUDIES)).stream()
          .filter(RunFolder::hasJournal)
          .forEach(found::add);
      foldersIn(experiment).stream().filter(RunFolder::hasJournal).forEach(found::add);
    }
    return found;
  }

  /** The folder of the study that a run belongs to, whether it exists or not. */
  static Path studyOf(Path run, String studyId) {
    return run.resolveSibling(STUDIES).resolve(studyId);
  }

  private static boolean hasJournal(Path folder) {
    return Files.isRegularFile(folder.resolve(Journal.FILE_NAME));
  }

  private static List<Path> foldersIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, RunFolder::isVisible)) {
      entries.forEach(folders::add);
    }
    Collections.sort(folders);
    return folders;
  }

  private static boolean isVisible(Path path) {
    return !path.getFileName().toString().startsWith(".") && Files.isDirectory(path);
  }
}
