package io.rethink.runner.execution;

import io.rethink.runner.checkpoint.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where a run goes on.
 *
 * @param from the checkpoint; null for the beginning
 * @param journaled the points from beyond it that the journal holds
 */
record Continuation(@Nullable Checkpoint from, JournaledPoints journaled) {

  /** A new run. */
  static Continuation none() {
    return new Continuation(null, JournaledPoints.none());
  }
}
