package io.rethink.runner.config;

import io.rethink.api.Description;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;

/**
 * A degree to which the training set is fitted; with both limits given, both have to hold.
 *
 * @param trainLoss the mean loss on the training set, at or below
 * @param trainAccuracy the accuracy on the training set, at or above; from 0 to 1
 */
public record Threshold(
    @Description("Mean loss on the training set, at or below which it is reached.") @PositiveOrZero
        @Nullable Double trainLoss,
    @Description("Accuracy on the training set, at or above which it is reached.")
        @PositiveOrZero
        @DecimalMax("1")
        @Nullable Double trainAccuracy) {

  public Threshold {
    if (trainLoss == null && trainAccuracy == null) {
      throw new IllegalArgumentException("it needs train-loss, train-accuracy or both");
    }
  }

  /** Whether a training set with this mean loss and accuracy is fitted to this degree. */
  public boolean reachedBy(double loss, double accuracy) {
    return (trainLoss == null || loss <= trainLoss)
        && (trainAccuracy == null || accuracy >= trainAccuracy);
  }
}
