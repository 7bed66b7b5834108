package io.rethink.measurement;

import java.util.Arrays;

/** A sample of numbers, sorted. */
final class Distribution {

  private final float[] sorted;

  /** Takes over {@code values}, of which there is at least one. */
  Distribution(float[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a distribution of no values");
    }
    Arrays.sort(values);
    this.sorted = values;
  }

  double minimum() {
    return sorted[0];
  }

  double mean() {
    double sum = 0;
    for (float value : sorted) {
      sum += value;
    }
    return sum / sorted.length;
  }

  /** The {@code p}-quantile, {@code p} in [0, 1], linear between values as in numpy. */
  double quantile(double p) {
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - (double) sorted[below]);
  }
}
