package io.rethink.api.regularization;

import io.rethink.api.data.InputShape;
import java.util.random.RandomGenerator;

/** A random change to training inputs, made anew each time an example is read. */
public interface Augmentation extends Regularizer {

  /**
   * Whether this takes images as they are before {@code dataset.crop}. If an augmentation of a run
   * does, the first one is given such images, and the last one has to leave images as large as
   * {@code dataset.crop} asks for. Evaluation takes the centre of the same images. Corruptions then
   * act on whole images, before the crop instead of after it.
   */
  default boolean precedesCrop() {
    return false;
  }

  /**
   * The shape of a changed example.
   *
   * @param input the shape of an example before the change
   * @throws io.rethink.api.UserException if examples of that shape cannot be changed
   */
  default InputShape output(InputShape input) {
    return input;
  }

  /**
   * Writes a changed form of one example. Called from several threads at once.
   *
   * @param source the example's values, before standardization; not to be written
   * @param target where the changed values go; as long as {@link #output} of {@code shape}
   * @param shape the example's shape
   * @param random the stream to draw from, which belongs to this example and epoch
   */
  void augment(float[] source, float[] target, InputShape shape, RandomGenerator random);
}
