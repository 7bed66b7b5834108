package io.rethink.runner.cli;

import io.rethink.api.Progress.Work;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Work whose progress is told where no person watches a terminal: a line now and then. */
final class ProgressLines implements Work {

  private static final long NANOS_BETWEEN_LINES = 20_000_000_000L;

  private final String title;
  private final long total;
  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private final long started;
  private long lastLine;
  private long done;

  /**
   * Says that the work begins.
   *
   * @param total how many units there are, or -1 if that is unknown
   * @param nanos a clock
   */
  ProgressLines(String title, long total, LongSupplier nanos, Consumer<String> lines) {
    this.title = title;
    this.total = total;
    this.nanos = nanos;
    this.lines = lines;
    this.started = nanos.getAsLong();
    this.lastLine = started;
    lines.accept(title);
  }

  @Override
  public void advance(long units) {
    done += units;
    long now = nanos.getAsLong();
    if (total > 0 && done < total && now - lastLine >= NANOS_BETWEEN_LINES) {
      lastLine = now;
      double fraction = (double) done / total;
      long left = Math.round((now - started) / 1e9 * (1 - fraction) / fraction);
      lines.accept(
          String.format(
              Locale.ROOT,
              "%s: %.0f %%, %s left",
              title,
              Math.floor(100 * fraction),
              StudyClock.text(Duration.ofSeconds(left))));
    }
  }

  @Override
  public void close() {}
}
