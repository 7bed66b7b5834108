package io.rethink.model.interpolation;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Independent normal values, with labels drawn at random. */
final class GaussianExamples implements Examples {

  private final InputShape shape;
  private final int classes;
  private final float[][] values;
  private final int[] labels;

  GaussianExamples(int size, InputShape shape, int classes, long seed) {
    this.shape = shape;
    this.classes = classes;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    values = new float[size][shape.size()];
    labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = random.nextInt(classes);
      for (int j = 0; j < shape.size(); j++) {
        values[i][j] = (float) random.nextGaussian();
      }
    }
  }

  /** Makes an example equal to another one, but for its label. */
  GaussianExamples repeat(int from, int to) {
    values[to] = values[from].clone();
    return this;
  }

  /** Makes all values of an example 0, which no rounding hides from a linear kernel. */
  GaussianExamples clear(int index) {
    Arrays.fill(values[index], 0);
    return this;
  }

  /** The value of all examples, [size, features]. */
  double[][] doubles() {
    double[][] all = new double[values.length][shape.size()];
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all[i].length; j++) {
        all[i][j] = values[i][j];
      }
    }
    return all;
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public InputShape shape() {
    return shape;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    System.arraycopy(values[index], 0, target, offset, shape.size());
  }

  @Override
  public int label(int index) {
    return labels[index];
  }
}
