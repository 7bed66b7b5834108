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

  /** Standardizes the {@code length} values from {@code offset} on in place. */
  static void apply(Standardization standardization, float[] values, int offset, int length) {
    Scaling.of(standardization, values, offset, length).apply(values, offset, length);
  }
}
