package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.runner.config.Standardization;

/** Examples with their values standardized on reading. */
final class Standardized extends ForwardingExamples {

  private final Standardization standardization;

  Standardized(Examples examples, Standardization standardization) {
    super(examples);
    this.standardization = standardization;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    super.read(index, target, offset);
    apply(standardization, target, offset, shape().size());
  }

  /** Standardizes the {@code length} values from {@code offset} in place. */
  static void apply(Standardization standardization, float[] values, int offset, int length) {
    switch (standardization) {
      case PER_IMAGE -> perImage(values, offset, length);
      case NONE -> {}
    }
  }

  /**
   * Mean 0 and deviation 1: {@code (x - mean) / max(deviation, 1 / sqrt(n))}, as TensorFlow's
   * per-image standardization does it (Zhang et al. 2017, appendix A).
   */
  private static void perImage(float[] values, int offset, int length) {
    // Two sums of each kind, so that an addition need not wait for the one before.
    double sum = 0;
    double otherSum = 0;
    double squares = 0;
    double otherSquares = 0;
    int end = offset + length;
    int next = offset;
    for (; next + 1 < end; next += 2) {
      double value = values[next];
      double other = values[next + 1];
      sum += value;
      otherSum += other;
      squares += value * value;
      otherSquares += other * other;
    }
    if (next < end) {
      sum += values[next];
      squares += (double) values[next] * values[next];
    }
    double mean = (sum + otherSum) / length;
    double variance = Math.max(0, (squares + otherSquares) / length - mean * mean);
    // In single precision, which takes a third of the time of double.
    float centre = (float) mean;
    float scale = (float) (1 / Math.max(Math.sqrt(variance), 1 / Math.sqrt(length)));
    for (int i = offset; i < end; i++) {
      values[i] = (values[i] - centre) * scale;
    }
  }
}
