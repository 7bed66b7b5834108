package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.regularization.StoppingRule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Ends training when a metric has not improved for a number of epochs. A value that is not a number
 * is no improvement.
 */
@Description("Ends training when a metric has stopped improving.")
public final class EarlyStopping implements StoppingRule {

  /** Which way is better. */
  public enum Goal {
    @Description("Lower is better.")
    MINIMIZE,
    @Description("Higher is better.")
    MAXIMIZE
  }

  /** The options of {@link EarlyStopping}. */
  public record Config(
      @Description("The metric that is watched.") @Default("test/loss") @NotBlank String metric,
      @Description(
              "Whether the metric is to fall or to rise; if left out, losses and errors are to"
                  + " fall, accuracies to rise.")
          @Nullable Goal goal,
      @Description("The number of epochs without improvement after which training ends.")
          @Default("10")
          @Positive
          int patience,
      @Description("What an improvement has to exceed to count.") @Default("0") @PositiveOrZero
          double minDelta,
      @Description("Whether the parameters of the best epoch are kept rather than the last.")
          @Default("true")
          boolean restoreBest) {}

  private final Config config;
  private final double sign;

  /** Least value so far, of the metric or of its negative. */
  private double best = Double.POSITIVE_INFINITY;

  /** The value that the next improvement is measured from. */
  private double reference = Double.POSITIVE_INFINITY;

  /** The epoch of the last improvement; 0 before the first. */
  private int improved;

  /**
   * Makes the rule.
   *
   * @throws UserException if the goal is left out and the metric's name does not tell it
   */
  @Inject
  public EarlyStopping(Config config) {
    this.config = config;
    Goal goal = config.goal() == null ? usualGoal(config.metric()) : config.goal();
    this.sign = goal == Goal.MINIMIZE ? 1 : -1;
  }

  private static Goal usualGoal(String metric) {
    String name = metric.toLowerCase(Locale.ROOT);
    if (name.contains("accuracy")) {
      return Goal.MAXIMIZE;
    }
    if (name.contains("loss") || name.contains("error")) {
      return Goal.MINIMIZE;
    }
    throw new UserException(
        "early-stopping watches %s, whose name does not tell which way is better.".formatted(metric)
            + " Set goal = minimize or goal = maximize.");
  }

  /**
   * Judges an epoch.
   *
   * @throws UserException if the metric was not measured in it
   */
  @Override
  public Verdict judge(EpochSummary epoch) {
    Double measured = epoch.metrics().get(config.metric());
    if (measured == null) {
      throw new UserException(
          "early-stopping watches %s, which was not measured in epoch %d. There are: %s."
              .formatted(
                  config.metric(),
                  epoch.epoch(),
                  String.join(", ", new TreeSet<>(epoch.metrics().keySet()))));
    }
    double value = sign * measured;
    boolean isBest = value < best;
    if (isBest) {
      best = value;
    }
    if (value < reference - config.minDelta()) {
      reference = value;
      improved = epoch.epoch();
    }
    return new Verdict(isBest, epoch.epoch() - improved >= config.patience());
  }

  @Override
  public boolean keepsBest() {
    return config.restoreBest();
  }
}
