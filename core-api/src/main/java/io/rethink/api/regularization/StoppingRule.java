package io.rethink.api.regularization;

import io.rethink.api.optimization.EpochSummary;

/**
 * A rule that may end training before the last epoch. What it answers depends on the epochs that it
 * has been asked about and on nothing else: when a run is resumed, a new instance is asked about
 * all epochs so far once more.
 */
public interface StoppingRule extends Regularizer {

  /**
   * What follows from an epoch.
   *
   * @param best whether the network is the best so far
   * @param stop whether training ends here
   */
  record Verdict(boolean best, boolean stop) {}

  /** Judges the epoch that has just ended. Called after each epoch that is evaluated, in order. */
  Verdict judge(EpochSummary epoch);

  /** Whether training ends with the parameters of the best epoch rather than of the last. */
  boolean keepsBest();
}
