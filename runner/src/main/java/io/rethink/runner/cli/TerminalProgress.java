package io.rethink.runner.cli;

import io.rethink.api.Progress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows work in progress on standard error: a bar on a terminal, otherwise lines now and then. */
final class TerminalProgress implements Progress {

  private static final String TERMINAL = "rethink.terminal";
  private static final int REFRESH_MILLIS = 250;
  private static final long MEBIBYTE = 1 << 20;

  private final boolean interactive;

  TerminalProgress(boolean interactive) {
    this.interactive = interactive;
  }

  /** Whether a person watches standard error on a terminal; the launcher looks, and says so. */
  static boolean isInteractive() {
    return Boolean.getBoolean(TERMINAL);
  }

  @Override
  public Work begin(String title, long total, String unit) {
    if (!interactive) {
      return new ProgressLines(title, total, System::nanoTime, System.err::println);
    }
    boolean bytes = unit.equals("B");
    ProgressBar bar =
        builder(title, total)
            .setUnit(bytes ? " MiB" : " " + unit, bytes ? MEBIBYTE : 1)
            .setStyle(ProgressBarStyle.UNICODE_BLOCK)
            .showSpeed()
            .build();
    return new Work() {
      @Override
      public void advance(long units) {
        bar.stepBy(units);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  /** A bar on standard error, to be completed. */
  static ProgressBarBuilder builder(String title, long total) {
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(total)
        .setUpdateIntervalMillis(REFRESH_MILLIS)
        .setConsumer(new ConsoleProgressBarConsumer(System.err));
  }
}
