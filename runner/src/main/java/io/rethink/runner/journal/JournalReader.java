package io.rethink.runner.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal of one run from a position on, also while it is being written: a last line
 * without its line feed is taken as not written yet. For one thread.
 */
public final class JournalReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
  private static final int BLOCK = 1 << 16;

  private final Path file;
  private final RandomAccessFile access;
  private byte[] buffer = new byte[BLOCK];
  private int filled;
  private int start;
  private int scanned;
  private long position;

  private JournalReader(Path file, RandomAccessFile access, long position) {
    this.file = file;
    this.access = access;
    this.position = position;
  }

  /**
   * An event and where its line ends.
   *
   * @param event the event
   * @param end the position of the first byte after its line, from which reading can go on
   */
  public record Entry(Event event, long end) {}

  /**
   * Opens the journal in a run's folder.
   *
   * @param position where to begin: 0, or the end of an earlier entry
   * @throws IOException if there is no such file, or the position is not the beginning of a line in
   *     it
   */
  public static JournalReader open(Path folder, long position) throws IOException {
    Path file = folder.resolve(Journal.FILE_NAME);
    RandomAccessFile access = new RandomAccessFile(file.toFile(), "r");
    try {
      requireLineStart(file, access, position);
      return new JournalReader(file, access, position);
    } catch (IOException e) {
      access.close();
      throw e;
    }
  }

  /**
   * The last event of the journal in a folder, found from its end; null if it has no whole line.
   *
   * @throws CorruptLineException if the last whole line is not an event
   */
  public static @Nullable Event last(Path folder) throws IOException {
    Path file = folder.resolve(Journal.FILE_NAME);
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "r")) {
      long end = Journal.wholeLines(access, access.length());
      if (end == 0) {
        return null;
      }
      try (JournalReader reader = JournalReader.open(folder, Journal.wholeLines(access, end - 1))) {
        Entry entry = reader.next();
        return entry == null ? null : entry.event();
      }
    }
  }

  /**
   * Passes all metrics in a folder's journal from {@code position} on to {@code use}, in order.
   * Lines that are not events are passed over, with a warning.
   *
   * @throws UncheckedIOException if the journal cannot be read
   */
  public static void forEachMetrics(Path folder, long position, Consumer<MetricsLogged> use) {
    try (JournalReader reader = open(folder, position)) {
      while (true) {
        try {
          Entry entry = reader.next();
          if (entry == null) {
            return;
          }
          if (entry.event() instanceof MetricsLogged logged) {
            use.accept(logged);
          }
        } catch (CorruptLineException e) {
          LOG.warn("{}", e.getMessage());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal in " + folder, e);
    }
  }

  /** Takes the value of a metric at a step. */
  public interface PointConsumer {
    void accept(String metric, long step, Double value);
  }

  /**
   * Passes all metric points in a folder's journal to {@code use}, in order; none if it has no
   * journal.
   *
   * @throws UncheckedIOException if the journal cannot be read
   */
  public static void forEachPoint(Path folder, PointConsumer use) {
    if (Files.exists(folder.resolve(Journal.FILE_NAME))) {
      forEachMetrics(
          folder,
          0,
          logged ->
              logged.values().forEach((metric, value) -> use.accept(metric, logged.step(), value)));
    }
  }

  /** Where the next line begins. */
  public long position() {
    return position;
  }

  /**
   * The next event, or null if there is no further whole line; there may be one later.
   *
   * @throws CorruptLineException if the next line is not an event; the call after that goes on
   *     behind it
   */
  public @Nullable Entry next() throws IOException {
    while (true) {
      while (scanned < filled) {
        if (buffer[scanned++] == '\n') {
          return take();
        }
      }
      if (!fill()) {
        return null;
      }
    }
  }

  @Override
  public void close() throws IOException {
    access.close();
  }

  private Entry take() throws CorruptLineException {
    int lineStart = start;
    long lineAt = position;
    position += scanned - start;
    start = scanned;
    try {
      return new Entry(EventCodec.decode(buffer, lineStart, scanned - 1 - lineStart), position);
    } catch (IOException e) {
      throw new CorruptLineException(file, lineAt, position, e);
    }
  }

  private boolean fill() throws IOException {
    filled -= start;
    start = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    // Read again from the line's beginning: a torn line may have been cut and another written.
    access.seek(position);
    int read = 0;
    while (read < buffer.length) {
      int got = access.read(buffer, read, buffer.length - read);
      if (got < 0) {
        break;
      }
      read += got;
    }
    boolean news = read != filled;
    filled = read;
    scanned = 0;
    return news;
  }

  private static void requireLineStart(Path file, RandomAccessFile access, long position)
      throws IOException {
    if (position == 0) {
      return;
    }
    if (position < 0 || position > access.length()) {
      throw new IOException(
          "%s has %d bytes; cannot go on at byte %d".formatted(file, access.length(), position));
    }
    access.seek(position - 1);
    if (access.read() != '\n') {
      throw new IOException("%s: no line begins at byte %d".formatted(file, position));
    }
  }
}
