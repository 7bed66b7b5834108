package io.rethink.model.theorem;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A vector on which examples are projected. */
final class Direction {

  private static final int BLOCK = 1000;

  private final double[] values;

  Direction(double... values) {
    this.values = values.clone();
  }

  /** Uniformly distributed, of about unit length. */
  static Direction random(int dimension, RandomGenerator random) {
    double[] values = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      values[i] = random.nextGaussian() / Math.sqrt(dimension);
    }
    return new Direction(values);
  }

  int dimension() {
    return values.length;
  }

  /** The inner product with each example. Equal examples have equal ones, to the last bit. */
  double[] project(Examples examples, Progress progress) {
    double[] projections = new double[examples.size()];
    try (Progress.Work work = progress.begin("projections", examples.size(), "examples")) {
      for (int first = 0; first < examples.size(); first += BLOCK) {
        int end = Math.min(first + BLOCK, examples.size());
        IntStream.range(first, end).parallel().forEach(i -> projections[i] = product(examples, i));
        work.advance(end - first);
      }
    }
    return projections;
  }

  private double product(Examples examples, int index) {
    float[] example = new float[values.length];
    examples.read(index, example, 0);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * example[i];
    }
    return sum;
  }
}
