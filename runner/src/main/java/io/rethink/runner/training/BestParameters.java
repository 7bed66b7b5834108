package io.rethink.runner.training;

import io.rethink.api.model.Parameters;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A copy of the parameters of the best epoch so far. */
final class BestParameters {

  private @Nullable INDArray copy;
  private @Nullable Integer epoch;

  void keep(int epoch, Parameters parameters) {
    if (copy == null) {
      copy = parameters.vector().dup();
    } else {
      copy.assign(parameters.vector());
    }
    this.epoch = epoch;
  }

  /** Puts the copy back, if there is one, and returns its epoch. */
  @Nullable Integer restoreTo(Parameters parameters) {
    if (copy != null) {
      parameters.vector().assign(copy);
    }
    return epoch;
  }
}
