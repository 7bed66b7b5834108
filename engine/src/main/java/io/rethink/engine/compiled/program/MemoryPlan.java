package io.rethink.engine.compiled.program;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds places for buffers in one block of memory, so that two that hold values at the same time do
 * not meet. Large buffers choose first, each the lowest free place.
 */
final class MemoryPlan {

  /** Cache line and widest vector, in bytes. */
  static final long ALIGNMENT = 64;

  private long bytes;

  MemoryPlan(List<Storage> storages) {
    List<Storage> order = new ArrayList<>(storages);
    order.sort(Comparator.comparingLong(Storage::bytes).reversed());
    List<Storage> placed = new ArrayList<>();
    for (Storage storage : order) {
      long offset = lowestFree(storage, placed);
      storage.offset(offset);
      bytes = Math.max(bytes, offset + storage.bytes());
      placed.add(storage);
      placed.sort(Comparator.comparingLong(Storage::offset));
    }
  }

  private long lowestFree(Storage storage, List<Storage> placed) {
    long offset = 0;
    for (Storage other : placed) {
      if (other.overlaps(storage)) {
        long start = other.offset();
        if (offset + storage.bytes() <= start) {
          return offset;
        }
        offset = Math.max(offset, aligned(start + other.bytes()));
      }
    }
    return offset;
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Size of the block. */
  long bytes() {
    return bytes;
  }
}
