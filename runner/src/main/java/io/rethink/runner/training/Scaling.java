package io.rethink.runner.training;

import io.rethink.runner.config.Standardization;

/**
 * How the values of an example are standardized: {@code (x - centre) * scale}, in single precision.
 *
 * @param centre what is taken from each value
 * @param scale what the rest is multiplied with
 */
record Scaling(float centre, float scale) {

  private static final Scaling NONE = new Scaling(0, 1);
  private static final int STRIPS = 8;

  /** How the {@code length} values from {@code offset} on are standardized. */
  static Scaling of(Standardization standardization, float[] values, int offset, int length) {
    return switch (standardization) {
      case PER_IMAGE -> perImage(values, offset, length);
      case NONE -> NONE;
    };
  }

  /** Standardizes the {@code length} values from {@code offset} on in place. */
  void apply(float[] values, int offset, int length) {
    if (equals(NONE)) {
      return;
    }
    for (int i = offset; i < offset + length; i++) {
      values[i] = (values[i] - centre) * scale;
    }
  }

  /**
   * Mean 0 and deviation 1: {@code (x - mean) / max(deviation, 1 / sqrt(n))}, as TensorFlow's
   * per-image standardization does it (Zhang et al. 2017, appendix A).
   */
  private static Scaling perImage(float[] values, int offset, int length) {
    // In single precision, but for the totals, which takes a third of the time of double.
    float centre = (float) (sum(values, offset, length) / length);
    double variance = squares(values, offset, length, centre) / length;
    return new Scaling(centre, (float) (1 / Math.max(Math.sqrt(variance), 1 / Math.sqrt(length))));
  }

  /** The sum of values, as sums of eight that lie a strip apart, which vectors add up. */
  private static double sum(float[] v, int offset, int length) {
    int strip = length / STRIPS;
    float[] sums = new float[strip];
    for (int i = 0; i < strip; i++) {
      int at = offset + i;
      sums[i] =
          ((v[at] + v[at + strip]) + (v[at + 2 * strip] + v[at + 3 * strip]))
              + ((v[at + 4 * strip] + v[at + 5 * strip]) + (v[at + 6 * strip] + v[at + 7 * strip]));
    }
    double total = total(sums);
    for (int i = offset + STRIPS * strip; i < offset + length; i++) {
      total += v[i];
    }
    return total;
  }

  /** The sum of the squared distances of values to {@code centre}, likewise. */
  private static double squares(float[] v, int offset, int length, float centre) {
    int strip = length / STRIPS;
    float[] sums = new float[strip];
    for (int i = 0; i < strip; i++) {
      int at = offset + i;
      float a = v[at] - centre;
      float b = v[at + strip] - centre;
      float c = v[at + 2 * strip] - centre;
      float d = v[at + 3 * strip] - centre;
      float e = v[at + 4 * strip] - centre;
      float f = v[at + 5 * strip] - centre;
      float g = v[at + 6 * strip] - centre;
      float h = v[at + 7 * strip] - centre;
      sums[i] = ((a * a + b * b) + (c * c + d * d)) + ((e * e + f * f) + (g * g + h * h));
    }
    double total = total(sums);
    for (int i = offset + STRIPS * strip; i < offset + length; i++) {
      float distance = v[i] - centre;
      total += distance * distance;
    }
    return total;
  }

  private static double total(float[] sums) {
    // Four sums, so that an addition need not wait for the one before.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int next = 0;
    for (; next + 3 < sums.length; next += 4) {
      a += sums[next];
      b += sums[next + 1];
      c += sums[next + 2];
      d += sums[next + 3];
    }
    for (; next < sums.length; next++) {
      a += sums[next];
    }
    return (a + b) + (c + d);
  }
}
