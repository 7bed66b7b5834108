package io.rethink.runner.execution;

import org.jspecify.annotations.Nullable;

/**
 * How far a training has come.
 *
 * @param epoch the epoch at work, from 1
 * @param epochs how many there are at most
 * @param step number of steps taken
 * @param steps how many there are at most
 * @param loss mean loss of the last batch
 * @param trainAccuracy from 0 to 1, as last evaluated; null before that
 * @param testAccuracy from 0 to 1, as last evaluated; null before that
 */
public record RunProgress(
    int epoch,
    int epochs,
    long step,
    long steps,
    double loss,
    @Nullable Double trainAccuracy,
    @Nullable Double testAccuracy) {

  /** From 0 to 1. */
  public double fraction() {
    return steps == 0 ? 0 : Math.min(1, (double) step / steps);
  }
}
