package io.rethink.runner.training;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a training ended.
 *
 * @param epochs number of epochs trained
 * @param steps number of steps taken
 * @param stopped why training ended
 * @param bestEpoch the epoch whose parameters the network has, if a stopping rule restored them
 * @param epochsToInterpolation the first evaluated epoch at which the training set was fitted
 * @param stepsToInterpolation the number of steps up to the end of that epoch
 * @param metrics the metrics of the final network
 */
public record TrainingResult(
    int epochs,
    long steps,
    Stopped stopped,
    @Nullable Integer bestEpoch,
    @Nullable Integer epochsToInterpolation,
    @Nullable Long stepsToInterpolation,
    Map<String, Double> metrics) {

  /** Why a training ended. */
  public enum Stopped {
    /** All epochs were trained. */
    LAST_EPOCH,
    /** The goal of {@code training.stop-at} was reached. */
    GOAL_REACHED,
    /** A regularizer asked for it. */
    STOPPING_RULE,
    /** The model was computed in closed form. */
    SOLVED;

    /** As written in results: {@code last-epoch}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public TrainingResult {
    metrics = Map.copyOf(metrics);
  }
}
