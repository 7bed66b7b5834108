package io.rethink.api.regularization;

import io.rethink.api.data.InputShape;
import java.util.random.RandomGenerator;

/** A random change to training inputs, made anew each time an example is read. */
public interface Augmentation extends Regularizer {

  /**
   * Writes a changed form of one example. Called from several threads at once.
   *
   * @param source the example's values, before standardization; not to be written
   * @param target where the changed values go; as long as {@code source}
   * @param shape the example's shape
   * @param random the stream to draw from, which belongs to this example and epoch
   */
  void augment(float[] source, float[] target, InputShape shape, RandomGenerator random);
}
