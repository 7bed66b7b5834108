package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.optimization.Position;

/** The loss became infinite or not a number: training has diverged. */
public final class LossNotFiniteException extends UserException {

  private static final long serialVersionUID = 1L;

  LossNotFiniteException(double loss, Position position) {
    super(
        "the loss is %s at step %d (epoch %d): training has diverged; lower optimizer.learning-rate, or add a warm-up to its schedule"
            .formatted(loss, position.step() + 1, position.epoch() + 1));
  }
}
