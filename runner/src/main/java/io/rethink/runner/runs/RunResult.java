package io.rethink.runner.runs;

import io.rethink.runner.journal.RunStatus;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a run ended: the file {@code result.json}.
 *
 * @param status how
 * @param error what went wrong, for people, or null
 * @param ended milliseconds since the epoch
 * @param epochs number of epochs trained
 * @param steps number of steps taken
 * @param stopped why training ended, or null if it did not come to its end
 * @param bestEpoch the epoch whose parameters were kept, or null for the last
 * @param epochsToInterpolation the first evaluated epoch at which the training set was fitted
 * @param stepsToInterpolation the number of steps up to the end of that epoch
 * @param metrics the metrics of the final network, and the numbers that measures found
 */
public record RunResult(
    RunStatus status,
    @Nullable String error,
    long ended,
    int epochs,
    long steps,
    @Nullable String stopped,
    @Nullable Integer bestEpoch,
    @Nullable Integer epochsToInterpolation,
    @Nullable Long stepsToInterpolation,
    Map<String, Double> metrics) {

  public RunResult {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(metrics, "metrics");
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
