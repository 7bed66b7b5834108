package io.rethink.runner.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Writes the journal of one run. Each event is in the file, as a whole line, before {@link #append}
 * returns, so that it survives the end of the process; it survives the end of the machine once
 * {@link #sync} has been called. May be used by any number of threads; by one process at a time.
 */
public final class Journal implements AutoCloseable {

  /** The journal's name in a run's folder. */
  public static final String FILE_NAME = "events.jsonl";

  private final Path file;
  // Not a FileChannel: an interrupted thread would close that.
  private final RandomAccessFile access;
  private final LongSupplier clock;
  private long end;
  private long latest;

  private Journal(Path file, RandomAccessFile access, LongSupplier clock) throws IOException {
    this.file = file;
    this.access = access;
    this.clock = clock;
    this.end = wholeLines(access, access.length());
    access.setLength(end);
    this.latest = latest(file.resolveSibling(""));
  }

  private static long latest(Path folder) throws IOException {
    try {
      Event last = JournalReader.last(folder);
      return last == null ? 0 : last.time();
    } catch (CorruptLineException e) {
      return 0;
    }
  }

  /**
   * Opens the journal in a run's folder to append to it, and creates both if need be. What a killed
   * process left of a last line is cut off.
   */
  public static Journal open(Path folder) {
    return open(folder, System::currentTimeMillis);
  }

  static Journal open(Path folder, LongSupplier clock) {
    Path file = folder.resolve(FILE_NAME);
    try {
      Files.createDirectories(folder);
      RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw");
      try {
        return new Journal(file, access, clock);
      } catch (IOException | RuntimeException e) {
        access.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + file, e);
    }
  }

  /** The file. */
  public Path file() {
    return file;
  }

  /**
   * The time for the next event, in milliseconds since 1970 UTC: now, but never before an event
   * that the journal has. A clock that is set back does not turn the order of the points around.
   */
  public synchronized long time() {
    return Math.max(latest, clock.getAsLong());
  }

  /**
   * Appends an event; after a {@link RunEnded}, also forces it to the disk.
   *
   * @throws UncheckedIOException if it cannot be written (the disk may be full); the journal is
   *     then as it was, and may be appended to again
   */
  public synchronized void append(Event event) {
    byte[] line = EventCodec.encode(event);
    try {
      access.seek(end);
      access.write(line);
      end += line.length;
      latest = Math.max(latest, event.time());
    } catch (IOException e) {
      cutTo(end, e);
      throw new UncheckedIOException("cannot write to the journal " + file, e);
    }
    if (event instanceof RunEnded) {
      sync();
    }
  }

  /** The length of what has been appended, in bytes: where the next event begins. */
  public synchronized long position() {
    return end;
  }

  /** Forces what was appended to the disk. Others may append meanwhile. */
  public void sync() {
    try {
      access.getFD().sync();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot force the journal to the disk: " + file, e);
    }
  }

  /** Closes the file. Nothing may be appended afterwards. */
  @Override
  public synchronized void close() {
    try {
      access.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal " + file, e);
    }
  }

  private void cutTo(long length, IOException reason) {
    try {
      access.setLength(length);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** The length of the file up to and with the last line feed before {@code limit}. */
  static long wholeLines(RandomAccessFile access, long limit) throws IOException {
    byte[] block = new byte[8192];
    long blockEnd = limit;
    while (blockEnd > 0) {
      int size = (int) Math.min(block.length, blockEnd);
      access.seek(blockEnd - size);
      access.readFully(block, 0, size);
      for (int i = size - 1; i >= 0; i--) {
        if (block[i] == '\n') {
          return blockEnd - size + i + 1;
        }
      }
      blockEnd -= size;
    }
    return 0;
  }
}
