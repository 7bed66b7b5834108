package io.rethink.runner.runs;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that are whole or not there: a temporary file takes the place of the last one. */
public final class WholeFile {

  private WholeFile() {}

  /** Writes a file that one process at a time writes to. */
  public static void write(Path file, String text) throws IOException {
    write(file, text, file.resolveSibling(file.getFileName() + ".tmp"));
  }

  /**
   * Writes a file.
   *
   * @param temporary in the same folder; no one else writes to it
   */
  static void write(Path file, String text, Path temporary) throws IOException {
    try {
      Files.writeString(temporary, text);
      moveOver(temporary, file);
    } catch (IOException e) {
      delete(temporary, e);
      throw e;
    }
  }

  /** Writes a file, unless there is one already: of several processes, the first one does. */
  public static void create(Path file, String text) throws IOException {
    long process = ProcessHandle.current().pid();
    Path temporary = file.resolveSibling("%s.%d.tmp".formatted(file.getFileName(), process));
    try {
      Files.writeString(temporary, text);
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException e) {
      // Another process was first.
    } catch (UnsupportedOperationException e) {
      moveOver(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static void delete(Path temporary, IOException reason) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void moveOver(Path temporary, Path file) throws IOException {
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
