package io.rethink.runner.cli;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.execution.RunProgress;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingPlan;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Shows one training on standard error: a live bar on a terminal, otherwise a line after an epoch,
 * if there has not just been one, and one after a minute of silence.
 */
final class TrainingDisplay implements TrainingListener, AutoCloseable {

  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
  private static final long NANOS_OF_SILENCE = 60_000_000_000L;
  private static final long NANOS_BETWEEN_REFRESHES = 100_000_000L;

  // Those of a study are started when its first run has been.
  private static final long MILLIS_TO_START_A_WORKER = 10_000;

  private final String title;
  private final String suffix;
  private final boolean interactive;
  private final LongSupplier nanos;
  private final Consumer<String> lines;
  private @Nullable ProgressBar bar;
  private long examples;
  private long started;
  private long lastLine;
  private Map<String, Double> metrics = Map.of();

  /**
   * @param suffix what else is shown beside the bar; may be empty
   * @param nanos a clock
   * @param lines takes the lines that are written where there is no bar
   */
  TrainingDisplay(
      String title,
      boolean interactive,
      String suffix,
      LongSupplier nanos,
      Consumer<String> lines) {
    this.title = title;
    this.suffix = suffix;
    this.interactive = interactive;
    this.nanos = nanos;
    this.lines = lines;
    begin();
  }

  private void begin() {
    started = nanos.getAsLong();
    lastLine = started;
  }

  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {
    begin();
    if (interactive) {
      bar =
          TerminalProgress.builder(title, (long) plan.settings().epochs() * stepsPerEpoch)
              .setRenderer(new TrainingBar())
              .build();
    }
  }

  @Override
  public void resumed(long steps) {
    if (bar != null) {
      bar.stepTo(steps);
    }
  }

  @Override
  public void stepped(Position position, double loss, int batch) {
    examples += batch;
    if (bar != null) {
      bar.step();
      if (isQuietFor(NANOS_BETWEEN_REFRESHES)) {
        bar.setExtraMessage(state(position.epoch() + 1, position, loss) + suffix);
      }
    } else if (!interactive && isQuietFor(NANOS_OF_SILENCE)) {
      lines.accept(title + ": " + state(position.epoch() + 1, position, loss));
    }
  }

  /** Whether nothing has been shown for so long; if so, something is shown now. */
  private boolean isQuietFor(long span) {
    long now = nanos.getAsLong();
    boolean quiet = now - lastLine > span;
    if (quiet) {
      lastLine = now;
    }
    return quiet;
  }

  @Override
  public void evaluated(EpochSummary epoch) {
    metrics = epoch.metrics();
    if (!interactive && epoch.epoch() > 0 && isQuietFor(NANOS_BETWEEN_LINES)) {
      double loss = metrics.getOrDefault(Metrics.TRAIN_LOSS, Double.NaN);
      lines.accept(title + ": " + state(epoch.epoch(), epoch.position(), loss));
    }
  }

  @Override
  public void fitted(Map<String, Double> fitted) {
    metrics = fitted;
  }

  private String state(int epoch, Position position, double loss) {
    double seconds = (nanos.getAsLong() - started) / 1e9;
    return String.format(
        Locale.ROOT,
        "epoch %d/%d, loss %.4f, train %s, test %s, %,.0f ex/s",
        epoch,
        position.epochs(),
        loss,
        percent(Metrics.TRAIN_ACCURACY),
        percent(Metrics.TEST_ACCURACY),
        examples / seconds);
  }

  private String percent(String metric) {
    return percent(metrics.get(metric));
  }

  private static String percent(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * value);
  }

  /** How far a run in another process has come. */
  static String text(RunProgress progress) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d, loss %.4f, train %s, test %s",
        progress.epoch(),
        progress.epochs(),
        progress.loss(),
        percent(progress.trainAccuracy()),
        percent(progress.testAccuracy()));
  }

  /** How a run ended. */
  static String text(EndedRun run) {
    String error = run.result().error();
    Map<String, Double> metrics = run.result().metrics();
    return error == null
        ? String.format(
            Locale.ROOT,
            "%s, train %s, test %s, %.1f s%s",
            work(run.result()),
            percent(metrics.get(Metrics.TRAIN_ACCURACY)),
            percent(metrics.get(Metrics.TEST_ACCURACY)),
            (run.result().ended() - run.run().started()) / 1e3,
            isResumed(run.run()) ? " from its start to its end, pauses included" : "")
        : run.result().status().name().toLowerCase(Locale.ROOT) + ": " + error;
  }

  /** Whether the process that brought the run to its end began so late that another began it. */
  private static boolean isResumed(RunRecord run) {
    return run.process().started() - run.started() > MILLIS_TO_START_A_WORKER;
  }

  private static String work(RunResult result) {
    return switch (result.epochs()) {
      case 0 -> "in closed form";
      case 1 -> "1 epoch";
      default -> result.epochs() + " epochs";
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
