package io.rethink.data.download;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** Why a file or folder could not be read or written, in words for people. */
public final class Reason {

  private Reason() {}

  /**
   * The reason.
   *
   * @param file what was to be read or written; the reason names another one that is in question
   */
  public static String of(IOException failure, Path file) {
    if (failure instanceof AccessDeniedException denied) {
      return file.equals(Path.of(denied.getFile()))
          ? "no permission"
          : "no permission for " + denied.getFile();
    }
    if (failure instanceof NoSuchFileException missing) {
      return "there is no " + missing.getFile();
    }
    if (failure instanceof FileAlreadyExistsException exists) {
      return exists.getFile() + " is in the way";
    }
    if (failure instanceof FileSystemException other && other.getReason() != null) {
      return other.getReason();
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
