package io.rethink.runner.config;

import io.rethink.api.Default;
import io.rethink.api.Description;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The {@code training} block.
 *
 * @param epochs how many epochs training lasts at most
 * @param batchSize examples in a step
 * @param stopAt when training ends early; null for never
 * @param interpolation when the training set counts as fitted
 * @param evaluateEvery epochs from one evaluation to the next
 * @param trainMetrics what the metrics of the training set are
 * @param logEvery steps from one logged loss to the next
 * @param checkpointEvery the longest time from one checkpoint to the next; positive, or {@link
 *     #NEVER} for none at all
 */
public record TrainingSettings(
    @Description("How many epochs training lasts at most.") @Positive int epochs,
    @Description("How many examples there are in a step.") @Default("128") @Positive int batchSize,
    @Description("Training ends after the epoch in which this is reached.")
        @Nullable Threshold stopAt,
    @Description("When the training set counts as fitted.") @Default("{ train-accuracy = 1.0 }")
        Threshold interpolation,
    @Description("Training and test set are evaluated after every so many epochs.")
        @Default("1")
        @Positive
        int evaluateEvery,
    @Description("What the metrics of the training set are at the end of an epoch.")
        @Default("evaluated")
        TrainMetrics trainMetrics,
    @Description("The loss is logged at every so many steps.") @Default("50") @Positive
        int logEvery,
    @Description(
            "The longest time from one checkpoint to the next, by which a run can be resumed; never for none at all.")
        @Default("5 minutes")
        Duration checkpointEvery) {

  /** So long that it does not come: {@code never}. */
  public static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

  static final String NEVER_TEXT = "never";

  public TrainingSettings {
    if (checkpointEvery.isNegative() || checkpointEvery.isZero()) {
      throw new IllegalArgumentException("checkpoint-every must be longer than nothing");
    }
  }
}
