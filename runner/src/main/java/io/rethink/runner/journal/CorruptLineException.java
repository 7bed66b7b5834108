package io.rethink.runner.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A whole line of a journal that is not an event: the file was damaged or edited. */
public final class CorruptLineException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptLineException(Path file, long start, long end, IOException cause) {
    super(
        "%s: the line at bytes %d to %d is not an event (%s)"
            .formatted(file, start, end, cause.getMessage()),
        cause);
  }
}
