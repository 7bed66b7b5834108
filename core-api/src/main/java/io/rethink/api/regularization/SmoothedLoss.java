package io.rethink.api.regularization;

import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss towards labels that give every class a small share. Engines smooth labels themselves where
 * they compute the loss without DL4J.
 */
public interface SmoothedLoss extends ILossFunction {

  /** The loss whose labels are smoothed. */
  ILossFunction loss();

  /**
   * The share that is spread evenly over all classes, from 0 to less than 1; the rest is the
   * labels' own.
   */
  double amount();
}
