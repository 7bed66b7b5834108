package io.rethink.runner.execution;

import io.rethink.runner.runs.RunFolder;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Stream;

/** A disk without room, which ends a run as a signal does: it goes on once there is room. */
final class FullDisk {

  private FullDisk() {}

  /** Whether an exception says that there is no room left; Java has no type for it. */
  static boolean isCauseOf(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(IOException.class::isInstance)
        .map(cause -> Objects.toString(cause.getMessage()))
        .anyMatch(
            message ->
                message.contains("No space left on device")
                    || message.contains("Disk quota exceeded")
                    || message.contains("not enough space on the disk"));
  }

  static String text(RunFolder folder) {
    return "the disk that holds %s is full; what was written is kept: make room there, and go on with ./rethink resume %s"
        .formatted(folder.path(), folder.id());
  }
}
