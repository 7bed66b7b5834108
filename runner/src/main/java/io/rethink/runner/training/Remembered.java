package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.engine.PackedInputs;
import io.rethink.runner.config.Standardization;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Standardized examples that are computed when they are read first, and kept in memory after that:
 * as bytes if all of an example's values are, as floats if not.
 */
final class Remembered extends ForwardingExamples {

  private final Standardization standardization;
  private final PackedExamples packed;
  private final AtomicReferenceArray<float[]> others;

  Remembered(Examples examples, Standardization standardization) {
    super(examples);
    this.standardization = standardization;
    this.packed = new PackedExamples(examples.size(), examples.shape().size());
    this.others = new AtomicReferenceArray<>(examples.size());
  }

  /** How much memory the values of examples take at most, in bytes. */
  static long bytes(Examples examples) {
    return (long) examples.size() * examples.shape().size() * Float.BYTES;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    if (isPacked(index)) {
      packed.read(index, target, offset);
    } else {
      System.arraycopy(others.get(index), 0, target, offset, shape().size());
    }
  }

  /** Copies an example to {@code position} of a packed batch; false if it is not kept as bytes. */
  boolean read(int index, PackedInputs target, int position) {
    boolean possible = isPacked(index);
    if (possible) {
      packed.read(index, target, position);
    }
    return possible;
  }

  /** Whether all examples are in memory, as bytes. */
  boolean areAllPacked() {
    return packed.isFull();
  }

  /** Whether an example is kept as bytes; after this, it is kept. */
  private boolean isPacked(int index) {
    if (packed.has(index)) {
      return true;
    }
    if (others.get(index) != null) {
      return false;
    }
    float[] values = new float[shape().size()];
    super.read(index, values, 0);
    Scaling scaling = Scaling.of(standardization, values, 0, values.length);
    if (packed.put(index, values, scaling)) {
      return true;
    }
    scaling.apply(values, 0, values.length);
    others.set(index, values);
    return false;
  }
}
