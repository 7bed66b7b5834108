package io.rethink.api.regularization;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import java.util.List;

/**
 * A penalty of {@code coefficient / 2} times the squared l2 norm of some parameter arrays. Its
 * gradient is {@code coefficient} times their values, so gradient descent can take it in while it
 * moves them, instead of in a pass of its own.
 */
public interface L2Penalty extends Penalty {

  /** The factor of half the squared norm, at least 0: the same throughout a training. */
  double coefficient();

  /**
   * The arrays that are penalized: always the same ones of a network, and no running statistics.
   */
  List<ParameterBlock> penalized(Parameters parameters);

  /** The penalty at {@code parameters}: what {@link #addTo} returns. */
  double value(Parameters parameters);
}
