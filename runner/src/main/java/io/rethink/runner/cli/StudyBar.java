package io.rethink.runner.cli;

import io.rethink.runner.execution.RunProgress;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;

/** One line for a study whose runs go on in several processes. */
final class StudyBar implements AutoCloseable {

  private static final int PARTS = 10_000;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final StudyClock clock;
  private final ProgressBar bar;

  StudyBar(StudyClock clock) {
    this.clock = clock;
    this.bar =
        TerminalProgress.builder("study", PARTS)
            .setRenderer(
                new TrainingBar(
                    () -> clock.left(System.nanoTime()).map(StudyClock::text).orElse("?")))
            .build();
  }

  /** Shows how far the study is, and the run that has come further last. */
  void show(String title, RunProgress last) {
    bar.stepTo((long) (clock.fraction() * PARTS));
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            "%s, %d at work; %s epoch %d/%d, loss %.4f",
            clock.text(System.nanoTime()).replaceFirst(",.*", ""),
            clock.atWork(),
            title,
            last.epoch(),
            last.epochs(),
            last.loss()));
  }

  /** Makes room for a line; the bar comes back below it. */
  void clear() {
    System.err.print(CLEAR_LINE);
  }

  @Override
  public void close() {
    bar.close();
  }
}
