package io.rethink.engine.compiled.ir;

/** What a network's scores are held against the labels by. Labels are one-hot. */
public enum Loss {
  /** Softmax with cross-entropy. */
  CROSS_ENTROPY,
  /** Mean over the classes of the squared difference to the one-hot label. */
  MEAN_SQUARED_ERROR,
  /** Sum over the classes of the squared difference to the one-hot label. */
  SQUARED_ERROR,
  /** Sum over the classes of {@code max(0, 1 - label * score)}. */
  HINGE
}
