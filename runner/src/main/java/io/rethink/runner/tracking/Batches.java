package io.rethink.runner.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Divides what is to be sent into requests that are not too large. */
final class Batches {

  private Batches() {}

  /**
   * The items in their order, in lists of at most {@code count} items and, unless one alone is
   * larger, at most {@code size} in all.
   */
  static <T> List<List<T>> of(List<T> items, int count, int size, ToIntFunction<T> sizeOf) {
    List<List<T>> batches = new ArrayList<>();
    List<T> batch = new ArrayList<>();
    long total = 0;
    for (T item : items) {
      int itemSize = sizeOf.applyAsInt(item);
      if (!batch.isEmpty() && (batch.size() == count || total + itemSize > size)) {
        batches.add(batch);
        batch = new ArrayList<>();
        total = 0;
      }
      batch.add(item);
      total += itemSize;
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
