package io.rethink.runner.training;

import io.rethink.engine.PackedInputs;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Room for the values of examples as bytes, with what each example is standardized by. May be
 * written and read by many threads at once; what is written of one example is always the same.
 */
final class PackedExamples {

  private static final int CHUNK_BYTES = 1 << 24;

  private final int size;
  private final int length;
  private final int perChunk;
  private final AtomicReferenceArray<PackedInputs> chunks;
  private final AtomicIntegerArray present;
  private final AtomicInteger count = new AtomicInteger();

  /** Room for {@code size} examples of {@code length} values, taken as it is needed. */
  PackedExamples(int size, int length) {
    this.size = size;
    this.length = length;
    this.perChunk = Math.max(1, CHUNK_BYTES / length);
    this.chunks = new AtomicReferenceArray<>((size + perChunk - 1) / perChunk);
    this.present = new AtomicIntegerArray(size);
  }

  /** Keeps the values of an example, before they are standardized, if all of them are bytes. */
  boolean put(int index, float[] values, Scaling scaling) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      int value = PackedInputs.pack(values[i]);
      if (value < 0) {
        return false;
      }
      bytes[i] = (byte) value;
    }
    chunk(index).put(index % perChunk, bytes, scaling.centre(), scaling.scale());
    if (present.compareAndSet(index, 0, 1)) {
      count.incrementAndGet();
    }
    return true;
  }

  private PackedInputs chunk(int index) {
    int number = index / perChunk;
    PackedInputs known = chunks.get(number);
    if (known != null) {
      return known;
    }
    int examples = Math.min(perChunk, size - number * perChunk);
    chunks.compareAndSet(number, null, new PackedInputs(examples, length));
    return chunks.get(number);
  }

  /** Whether an example is kept here. */
  boolean has(int index) {
    return present.get(index) != 0;
  }

  /** Whether all examples are kept here. */
  boolean isFull() {
    return count.get() == size;
  }

  /** Writes the standardized values of an example that is kept. */
  void read(int index, float[] target, int offset) {
    chunk(index).unpack(index % perChunk, target, offset);
  }

  /** Copies an example that is kept to {@code position} of a batch. */
  void read(int index, PackedInputs target, int position) {
    target.put(position, chunk(index), index % perChunk);
  }
}
