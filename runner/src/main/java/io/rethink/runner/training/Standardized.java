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
    double sum = 0;
    double squares = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += values[i];
      squares += (double) values[i] * values[i];
    }
    double mean = sum / length;
    double variance = Math.max(0, squares / length - mean * mean);
    double scale = 1 / Math.max(Math.sqrt(variance), 1 / Math.sqrt(length));
    for (int i = offset; i < offset + length; i++) {
      values[i] = (float) ((values[i] - mean) * scale);
    }
  }
}
