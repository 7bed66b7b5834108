package io.rethink.model.interpolation;

import io.rethink.api.data.Examples;
import org.bytedeco.javacpp.FloatPointer;

/** A vector of features for each example, computed when it is asked for. */
interface Features extends AutoCloseable {

  /** Number of features. */
  int columns();

  /** How many features are computed together; ranges of columns start and end at multiples. */
  default int group() {
    return 1;
  }

  /** Whether computing them takes more time than copying them. */
  default boolean areCostly() {
    return true;
  }

  /**
   * Writes features {@code from} to before {@code to} of {@code count} examples from {@code first}
   * on to {@code target}, [count, to - from] by rows.
   */
  void read(Examples examples, int first, int count, int from, int to, FloatPointer target);

  /** Frees what they keep in memory. */
  @Override
  default void close() {}
}
