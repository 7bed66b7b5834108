package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Augmentations one after the other, with the buffers between them. For one thread. */
final class AugmentationChain {

  private final List<Augmentation> augmentations;
  private final List<InputShape> shapes = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();

  /**
   * A chain from examples of shape {@code from} to examples of shape {@code to}.
   *
   * @throws UserException if the last augmentation leaves another shape
   */
  AugmentationChain(List<Augmentation> augmentations, InputShape from, InputShape to) {
    this.augmentations = List.copyOf(augmentations);
    InputShape shape = from;
    add(shape);
    for (Augmentation augmentation : augmentations) {
      shape = augmentation.output(shape);
      add(shape);
    }
    if (!shape.equals(to)) {
      throw new UserException(
          "the augmentations turn examples of %s into %s, but the network takes %s. One of them has to cut out what dataset.crop asks for, as random-crop does."
              .formatted(from, shape, to));
    }
  }

  private void add(InputShape shape) {
    shapes.add(shape);
    values.add(new float[shape.size()]);
  }

  /** Reads example {@code index}, and writes its changed form to {@code target}. */
  void read(Examples examples, int index, RandomGenerator random, float[] target, int offset) {
    examples.read(index, values.get(0), 0);
    for (int i = 0; i < augmentations.size(); i++) {
      augmentations.get(i).augment(values.get(i), values.get(i + 1), shapes.get(i), random);
    }
    float[] last = values.get(augmentations.size());
    System.arraycopy(last, 0, target, offset, last.length);
  }
}
