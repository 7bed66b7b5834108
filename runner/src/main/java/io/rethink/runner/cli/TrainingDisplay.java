package io.rethink.runner.cli;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.execution.RunProgress;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingPlan;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Shows one training on standard error: a live bar on a terminal, otherwise a line now and then.
 */
final class TrainingDisplay implements TrainingListener, AutoCloseable {

  private static final long NANOS_BETWEEN_LINES = 5_000_000_000L;
  private static final long NANOS_BETWEEN_REFRESHES = 100_000_000L;

  private final String title;
  private final String suffix;
  private final boolean interactive;
  private @Nullable ProgressBar bar;
  private int epochs;
  private long examples;
  private long started = System.nanoTime();
  private long lastLine = started;
  private Map<String, Double> metrics = Map.of();

  /**
   * @param suffix what else is shown beside the bar; may be empty
   */
  TrainingDisplay(String title, boolean interactive, String suffix) {
    this.title = title;
    this.suffix = suffix;
    this.interactive = interactive;
  }

  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {
    epochs = plan.settings().epochs();
    started = System.nanoTime();
    lastLine = started;
    if (interactive) {
      bar =
          TerminalProgress.builder(title, (long) epochs * stepsPerEpoch)
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
      long now = System.nanoTime();
      if (now - lastLine > NANOS_BETWEEN_REFRESHES) {
        lastLine = now;
        bar.setExtraMessage(state(position.epoch() + 1, loss) + suffix);
      }
    }
  }

  @Override
  public void evaluated(EpochSummary epoch) {
    metrics = epoch.metrics();
    if (!interactive && epoch.epoch() > 0 && System.nanoTime() - lastLine > NANOS_BETWEEN_LINES) {
      lastLine = System.nanoTime();
      double loss = metrics.getOrDefault(Metrics.TRAIN_LOSS, Double.NaN);
      System.err.println(title + ": " + state(epoch.epoch(), loss));
    }
  }

  @Override
  public void fitted(Map<String, Double> fitted) {
    metrics = fitted;
  }

  private String state(int epoch, double loss) {
    double seconds = (System.nanoTime() - started) / 1e9;
    return String.format(
        Locale.ROOT,
        "epoch %d/%d, loss %.4f, train %s, test %s, %,.0f ex/s",
        epoch,
        epochs,
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
            "%s, train %s, test %s, %.1f s",
            work(run.result()),
            percent(metrics.get(Metrics.TRAIN_ACCURACY)),
            percent(metrics.get(Metrics.TEST_ACCURACY)),
            (run.result().ended() - run.run().started()) / 1e3)
        : run.result().status().name().toLowerCase(Locale.ROOT) + ": " + error;
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
