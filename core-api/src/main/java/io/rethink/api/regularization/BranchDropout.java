package io.rethink.api.regularization;

import org.deeplearning4j.nn.conf.dropout.IDropout;

/**
 * Dropout of a whole branch of a network: in training, all values of a batch are set to 0 together,
 * or, with probability {@link #survival}, all divided by it. It belongs into a {@code DropoutLayer}
 * at the branch's end. The vertices that lead nowhere but there are as if they were not computed
 * while the branch is dropped: their gradient is 0, and their running statistics stay. Engines draw
 * by {@code survival} themselves where they do not compute the layer in DL4J.
 */
public interface BranchDropout extends IDropout {

  /** The probability of keeping the branch for a batch, above 0 and at most 1. */
  double survival();

  /** Whether DL4J dropped the branch for the last batch. */
  boolean wasDropped();
}
