package io.rethink.optimization;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An array that a step works in, made once. What is in it does not outlive the step. */
final class Scratch {

  private @Nullable INDArray array;

  /** The array, of the type and shape of {@code parameters}. */
  INDArray like(INDArray parameters) {
    if (array == null) {
      array = Memory.detached(parameters);
    }
    return array;
  }
}
