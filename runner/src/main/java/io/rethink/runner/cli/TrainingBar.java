package io.rethink.runner.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;
import org.jspecify.annotations.Nullable;

/**
 * One line for a training: its name, a short bar, what the display says of it, and the time left.
 * On a narrow terminal the name gives way first, then the rest.
 */
final class TrainingBar implements ProgressBarRenderer {

  private static final int CELLS = 10;
  private static final int SHORTEST_NAME = 8;

  private final @Nullable Supplier<String> timeLeft;

  /** The time left is judged by what has been done and the time that it took. */
  TrainingBar() {
    this(null);
  }

  /**
   * @param timeLeft tells the time left; null to judge it
   */
  TrainingBar(@Nullable Supplier<String> timeLeft) {
    this.timeLeft = timeLeft;
  }

  @Override
  public String render(ProgressState progress, int width) {
    double done = progress.getNormalizedProgress();
    int full = (int) (done * CELLS);
    String state =
        String.format(
            Locale.ROOT,
            " %s%s %3.0f %%  %s  %s left",
            "█".repeat(full),
            "░".repeat(CELLS - full),
            100 * done,
            progress.getExtraMessage().strip(),
            timeLeft == null ? left(progress.getElapsedAfterStart(), done) : timeLeft.get());
    int room = Math.max(SHORTEST_NAME, width - state.length());
    String name = progress.getTaskName();
    String line = (name.length() > room ? name.substring(0, room - 1) + "…" : name) + state;
    return line.length() > width ? line.substring(0, width) : line;
  }

  private static String left(Duration elapsed, double done) {
    if (done == 0) {
      return "?";
    }
    Duration left = Duration.ofMillis((long) (elapsed.toMillis() * (1 - done) / done));
    return StudyClock.text(left);
  }
}
