package io.rethink.runner.training;

import java.util.function.Supplier;

/** Offered the state of a training, on its thread, between steps; keeps it when it sees fit. */
@FunctionalInterface
public interface StateKeeper {

  /** Keeps nothing. */
  StateKeeper NONE = (moment, state) -> {};

  /** When a state is offered. */
  enum Moment {
    /** After a step within an epoch. */
    STEP,
    /** After an epoch, its evaluation and its measures. */
    EPOCH,
    /** No further step will be taken: training has ended or was cancelled. */
    END
  }

  /**
   * Offers a state.
   *
   * @param state gives the state, with live arrays: what is kept of them is to be copied before
   *     this returns
   */
  void offer(Moment moment, Supplier<TrainingState> state);
}
