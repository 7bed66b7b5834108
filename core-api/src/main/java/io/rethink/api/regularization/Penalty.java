package io.rethink.api.regularization;

import io.rethink.api.model.Parameters;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of the parameters that is added to the loss. */
public interface Penalty extends Regularizer {

  /**
   * Adds the penalty's gradient at {@code parameters} to {@code gradient}, and returns its value.
   *
   * @param parameters the network's parameters, not to be written
   * @param gradient the gradient so far, {@code [1, n]}, in the layout of the parameters
   */
  double addTo(Parameters parameters, INDArray gradient);
}
