package io.rethink.runner.checkpoint;

import io.rethink.runner.training.TrainingState;

/**
 * All that is needed to carry on a run as if it had not been interrupted.
 *
 * @param training where the training stands
 * @param counters metrics that are not in the journal yet
 * @param journalPosition the journal's length at this state, in bytes
 * @param origin what the run is made from
 */
public record Checkpoint(
    TrainingState training, MetricCounters counters, long journalPosition, Origin origin) {

  public Checkpoint {
    if (journalPosition < 0) {
      throw new IllegalArgumentException("a journal of %d bytes".formatted(journalPosition));
    }
  }
}
