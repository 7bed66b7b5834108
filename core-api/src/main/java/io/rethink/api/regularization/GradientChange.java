package io.rethink.api.regularization;

import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Position;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A change to the gradient, penalties included, before an optimizer sees it: noise, for one. */
public interface GradientChange extends Regularizer {

  /**
   * Changes {@code gradient} in place. An optimizer that asks twice for the gradient of a step has
   * it changed twice, at the same position: what is random depends on {@link Position#step()}, so
   * that it is the same both times.
   *
   * @param parameters the network's parameters, not to be written
   * @param gradient the gradient, {@code [1, n]}, in the layout of the parameters; where these are
   *     running statistics, it has to stay 0
   * @param position where training stands
   */
  void change(Parameters parameters, INDArray gradient, Position position);
}
