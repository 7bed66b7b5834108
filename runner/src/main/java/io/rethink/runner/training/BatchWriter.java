package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.engine.Batch;
import java.util.function.IntUnaryOperator;

/** Writes standardized examples to batches: packed if all of a batch's examples can be. */
final class BatchWriter {

  private BatchWriter() {}

  /**
   * Makes a batch of examples and their labels.
   *
   * @param indices gives the index of the example at each position
   */
  static void write(Examples examples, IntUnaryOperator indices, int size, Batch batch) {
    batch.size(size);
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = examples.label(indices.applyAsInt(i));
    }
    batch.packed(examples instanceof Remembered remembered && pack(remembered, indices, batch));
    if (!batch.isPacked()) {
      int length = examples.shape().size();
      for (int i = 0; i < size; i++) {
        examples.read(indices.applyAsInt(i), batch.inputs(), i * length);
      }
    }
  }

  /** Whether that takes less time than to have another thread do it: copying bytes does. */
  static boolean isQuick(Examples examples) {
    return examples instanceof Remembered remembered && remembered.areAllPacked();
  }

  private static boolean pack(Remembered examples, IntUnaryOperator indices, Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (!examples.read(indices.applyAsInt(i), batch.packedInputs(), i)) {
        return false;
      }
    }
    return true;
  }
}
