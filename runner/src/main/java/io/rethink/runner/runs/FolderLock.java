package io.rethink.runner.runs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to do something to a folder that only one may do: in this process and in all others.
 */
public final class FolderLock implements AutoCloseable {

  /** What only one may do at a time. */
  public enum Purpose {
    /** To carry out the run or study, and write its records. */
    EXECUTION("run.lock"),
    /** To send the journal to MLflow. */
    SENDING("mlflow.lock");

    private final String file;

    Purpose(String file) {
      this.file = file;
    }
  }

  // The system's lock is the process's, and closing any channel to the file would give it up.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock of an existing folder; empty if somebody else has it. */
  public static Optional<FolderLock> take(Path folder, Purpose purpose) throws IOException {
    Path file = folder.toRealPath().resolve(purpose.file);
    if (!HELD.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      taken = lock != null;
      return taken ? Optional.of(new FolderLock(file, channel)) : Optional.empty();
    } finally {
      if (!taken) {
        if (channel != null) {
          channel.close();
        }
        HELD.remove(file);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
