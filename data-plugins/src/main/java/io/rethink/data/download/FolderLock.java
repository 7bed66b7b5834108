package io.rethink.data.download;

import io.rethink.api.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** Sole use of a folder, among the threads of this process and among processes. */
public final class FolderLock {

  /** Java refuses a second file lock to the same process rather than wait for it. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private FolderLock() {}

  /** What is done with the folder. */
  @FunctionalInterface
  public interface Work {
    void run() throws IOException;
  }

  /**
   * Does {@code work} when no one else holds the lock of {@code folder}, which is made if it does
   * not exist.
   *
   * @throws IOException if the folder cannot be made or written to, or the work throws it
   */
  public static void hold(Path folder, Progress progress, Work work) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(".lock");
    THREADS.lock();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String title = "waiting for another process that writes to " + folder;
        Progress.Work waiting = progress.begin(title, -1, "");
        try {
          channel.lock();
        } finally {
          waiting.close();
        }
      }
      work.run();
    } finally {
      THREADS.unlock();
    }
  }
}
