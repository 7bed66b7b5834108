package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Random;

/** Examples in arrays. */
final class ArrayExamples implements Examples {

  private final InputShape shape;
  private final int classes;
  private final float[][] values;
  private final int[] labels;

  ArrayExamples(InputShape shape, int classes, float[][] values, int[] labels) {
    this.shape = shape;
    this.classes = classes;
    this.values = values;
    this.labels = labels;
  }

  /** Points of a standard normal distribution, labelled by the class of their greatest value. */
  static ArrayExamples separable(int size, int classes, long seed) {
    Random random = new Random(seed);
    float[][] values = new float[size][classes];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < classes; k++) {
        values[i][k] = (float) random.nextGaussian();
        if (values[i][k] > values[i][labels[i]]) {
          labels[i] = k;
        }
      }
    }
    return new ArrayExamples(InputShape.vector(classes), classes, values, labels);
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
  public int size() {
    return values.length;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    System.arraycopy(values[index], 0, target, offset, values[index].length);
  }

  @Override
  public int label(int index) {
    return labels[index];
  }
}
