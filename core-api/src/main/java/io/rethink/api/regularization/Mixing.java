package io.rethink.api.regularization;

import io.rethink.api.data.InputShape;
import java.util.random.RandomGenerator;

/**
 * Makes training examples out of those of a batch, each with a target between two labels: mixup,
 * for one. A run has one at most.
 */
public interface Mixing extends Regularizer {

  /**
   * Mixes each example of a batch with another one. Called on one thread.
   *
   * @param inputs the examples' values, augmented and standardized, one example after the other;
   *     replaced by those of the mixed examples
   * @param size number of examples; {@code inputs} may have room for more
   * @param shape an example's shape
   * @param random the stream to draw from, which belongs to this step
   */
  Mixture mix(float[] inputs, int size, InputShape shape, RandomGenerator random);

  /** The targets of mixed examples. */
  interface Mixture {

    /** The position in the batch of the example that was mixed into example {@code index}. */
    int partner(int index);

    /**
     * How much of the target of example {@code index} is its own label, from 0.5 to 1; the rest is
     * its partner's. So an example's own label dominates, and accuracy is counted by it.
     */
    double share(int index);
  }
}
