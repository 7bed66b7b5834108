package io.rethink.engine.compiled.ir;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** What a network's scores are held against the labels by. Labels are one-hot. */
public sealed interface Loss {

  /**
   * Softmax with cross-entropy.
   *
   * @param smoothing how much of every label is spread evenly over all classes, from 0 to less than
   *     1
   */
  record CrossEntropy(double smoothing) implements Loss {}

  /** Losses of the scores themselves. */
  enum Plain implements Loss {
    /** Mean over the classes of the squared difference to the one-hot label. */
    MEAN_SQUARED_ERROR,
    /** Sum over the classes of the squared difference to the one-hot label. */
    SQUARED_ERROR,
    /** Sum over the classes of {@code max(0, 1 - label * score)}. */
    HINGE
  }

  /**
   * A loss that DL4J, or a plugin's own class, computes.
   *
   * @param function the loss
   * @param activation what the scores pass first
   * @param reason why it is left to DL4J: what about which layer is not known
   */
  record Stock(ILossFunction function, IActivation activation, String reason) implements Loss {}
}
