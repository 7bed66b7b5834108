package io.rethink.api.regularization;

import io.rethink.api.model.Parameters;

/** A constraint on the parameters, which every step is followed by a return to. */
public interface Projection extends Regularizer {

  /**
   * Moves {@code parameters} to where the constraint holds. Running statistics stay as they are.
   */
  void project(Parameters parameters);
}
