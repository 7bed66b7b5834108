package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Examples that are computed when they are read first, and copied from memory after that. */
final class Remembered extends ForwardingExamples {

  private final AtomicReferenceArray<float[]> values;

  Remembered(Examples examples) {
    super(examples);
    this.values = new AtomicReferenceArray<>(examples.size());
  }

  /** How much memory the values of examples take, in bytes. */
  static long bytes(Examples examples) {
    return (long) examples.size() * examples.shape().size() * Float.BYTES;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    int length = shape().size();
    float[] known = values.get(index);
    if (known == null) {
      known = new float[length];
      super.read(index, known, 0);
      values.set(index, known);
    }
    System.arraycopy(known, 0, target, offset, length);
  }
}
