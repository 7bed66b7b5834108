package io.rethink.api.optimization;

/**
 * Where training stands at a step.
 *
 * @param step number of steps taken before this one
 * @param stepsPerEpoch number of steps in an epoch, at least 1; 1 if they are on the whole training
 *     set
 * @param epochs number of epochs that training is set to last, at least 1
 */
public record Position(long step, int stepsPerEpoch, int epochs) {

  public Position {
    if (step < 0 || stepsPerEpoch < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "no such position: step %d, %d steps an epoch, %d epochs"
              .formatted(step, stepsPerEpoch, epochs));
    }
  }

  /** Number of whole epochs before this step. */
  public int epoch() {
    return Math.toIntExact(step / stepsPerEpoch);
  }

  /** Number of epochs before this step, with the fraction of the present one. */
  public double epochFraction() {
    return (double) step / stepsPerEpoch;
  }
}
