package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.optimization.Position;

/** The loss or a parameter became infinite or not a number: training has diverged. */
public final class DivergenceException extends UserException {

  private static final long serialVersionUID = 1L;

  private DivergenceException(String what, Position position) {
    super(
        "%s at step %d (epoch %d): training has diverged; lower optimizer.learning-rate, or add a warm-up to its schedule"
            .formatted(what, position.step() + 1, position.epoch() + 1));
  }

  static DivergenceException ofLoss(double loss, Position position) {
    return new DivergenceException("the loss is " + loss, position);
  }

  static DivergenceException ofParameters(Position position) {
    return new DivergenceException("a parameter is no finite number", position);
  }
}
