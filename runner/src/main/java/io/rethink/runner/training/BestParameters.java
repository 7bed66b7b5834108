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

  /** Takes over a copy of {@code parameters}, which were those of {@code epoch}. */
  void takeOver(int epoch, INDArray parameters) {
    copy = parameters.dup();
    this.epoch = epoch;
  }

  /** The copy, live; null if there is none. */
  @Nullable INDArray copy() {
    return copy;
  }

  /** The epoch of the copy. */
  @Nullable Integer epoch() {
    return epoch;
  }

  /** Puts the copy back, if there is one, and returns its epoch. */
  @Nullable Integer restoreTo(Parameters parameters) {
    if (copy != null) {
      parameters.vector().assign(copy);
    }
    return epoch;
  }
}
