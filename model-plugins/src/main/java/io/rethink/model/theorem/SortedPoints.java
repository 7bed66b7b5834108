package io.rethink.model.theorem;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Points of the plane from left to right, no two above each other. */
final class SortedPoints {

  private final double[] x;
  private final double[] y;

  /** Points of strictly increasing {@code x}. */
  SortedPoints(double[] x, double[] y) {
    this.x = x.clone();
    this.y = y.clone();
  }

  /**
   * A point for each example: its projection, and the number of its label. Equal examples with one
   * label are one point.
   *
   * @throws UserException if equal examples have different labels, or different ones one projection
   */
  static SortedPoints of(Examples examples, double[] projections) {
    int[] order =
        IntStream.range(0, projections.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> projections[i]).thenComparing(i -> i))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] x = new double[order.length];
    double[] y = new double[order.length];
    int size = 0;
    for (int i = 0; i < order.length; i++) {
      int example = order[i];
      if (size > 0 && projections[example] == x[size - 1]) {
        requireOneLabel(examples, order[i - 1], example);
        continue;
      }
      x[size] = projections[example];
      y[size] = examples.label(example);
      size++;
    }
    return new SortedPoints(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
  }

  private static void requireOneLabel(Examples examples, int one, int other) {
    if (examples.label(one) == examples.label(other)) {
      return;
    }
    int length = examples.shape().size();
    float[] first = new float[length];
    float[] second = new float[length];
    examples.read(one, first, 0);
    examples.read(other, second, 0);
    if (Arrays.equals(first, second)) {
      throw new UserException(
          "training examples %,d and %,d are equal, but labelled %d and %d: no function fits both. Use fewer examples with dataset.train-examples, or a data set without duplicates"
              .formatted(one, other, examples.label(one), examples.label(other)));
    }
    throw new UserException(
        "training examples %,d and %,d differ, but their random projections do not; choose another seed"
            .formatted(one, other));
  }

  int size() {
    return x.length;
  }

  double x(int index) {
    return x[index];
  }

  double y(int index) {
    return y[index];
  }

  /** The least distance between neighbours. */
  double smallestGap() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < x.length; i++) {
      least = Math.min(least, x[i] - x[i - 1]);
    }
    return least;
  }
}
