package io.rethink.api.measurement;

import io.rethink.api.data.Examples;
import io.rethink.api.model.Parameters;

/** A network under measurement. */
public interface TrainedNetwork {

  /** The present parameters; not to be written. */
  Parameters parameters();

  /** The parameters before the first step. */
  Parameters initialParameters();

  /**
   * Computes the scores of every example, in the order of their indices: the activations of the
   * output layer before its softmax, with dropout off and running statistics in place.
   */
  void score(Examples examples, ScoreVisitor visitor);

  /** Takes the scores of one example. */
  @FunctionalInterface
  interface ScoreVisitor {

    /**
     * Takes the scores of example {@code index}.
     *
     * @param scores one for each class; the array is reused after the call
     */
    void visit(int index, float[] scores);
  }
}
