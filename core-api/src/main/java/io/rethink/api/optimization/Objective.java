package io.rethink.api.optimization;

import io.rethink.api.model.ParameterBlock;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What an optimizer minimizes in one step: the mean loss of a batch, or of the training set, plus
 * all penalties.
 */
public interface Objective {

  /** The network's parameters, {@code [1, n]}; an optimizer writes to them. */
  INDArray parameters();

  /** The parameter arrays that {@link #parameters} consists of, in the order of their offsets. */
  List<ParameterBlock> blocks();

  /**
   * The gradient at the parameters of the last {@link #evaluate}, {@code [1, n]}; 0 for running
   * statistics. Overwritten by each evaluation, and undefined after {@link #descend}; an optimizer
   * may write to it.
   */
  INDArray gradient();

  /**
   * Computes loss and gradient at the present parameters, on this step's examples. A second
   * evaluation in a step sees the same examples and the same dropout masks.
   *
   * @return the mean loss plus all penalties
   */
  double evaluate();

  /**
   * Evaluates, and takes a step of gradient descent with momentum along the gradient found: instead
   * of {@link #evaluate}, not after it. What a network computes with can do this in less time than
   * array operations take.
   *
   * @param velocity the momentum's, {@code [1, n]}, read and written
   * @return what {@link #evaluate} returns
   */
  default double descend(INDArray velocity, Momentum momentum, double rate) {
    double value = evaluate();
    momentum.descend(parameters(), gradient(), velocity, rate);
    return value;
  }

  /** Where training stands. */
  Position position();
}
