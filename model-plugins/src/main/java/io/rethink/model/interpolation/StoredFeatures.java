package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Features that are computed once for some examples, and kept in memory: products with kernel
 * matrices ask for those of the training examples over and over. Those of other examples are
 * computed when they are asked for.
 */
final class StoredFeatures implements Features {

  private static final int BLOCK = 256;

  private final Features features;
  private final Examples examples;
  private final FloatPointer values;

  private StoredFeatures(Features features, Examples examples) {
    this.features = features;
    this.examples = examples;
    this.values = new FloatPointer((long) examples.size() * features.columns());
  }

  static StoredFeatures of(Features features, Examples examples, Progress progress) {
    StoredFeatures stored = new StoredFeatures(features, examples);
    try {
      stored.compute(progress);
      return stored;
    } catch (RuntimeException | Error e) {
      stored.close();
      throw e;
    }
  }

  /** How many bytes they take. */
  static long bytes(Features features, Examples examples) {
    return (long) examples.size() * features.columns() * Float.BYTES;
  }

  private void compute(Progress progress) {
    int columns = features.columns();
    try (Progress.Work work = progress.begin("features", examples.size(), "examples")) {
      for (int first = 0; first < examples.size(); first += BLOCK) {
        int count = Math.min(BLOCK, examples.size() - first);
        features.read(
            examples, first, count, 0, columns, values.getPointer((long) first * columns));
        work.advance(count);
      }
    }
  }

  @Override
  public int columns() {
    return features.columns();
  }

  @Override
  public int group() {
    return features.group();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Other examples may be equal by content alone.
  public void read(Examples wanted, int first, int count, int from, int to, FloatPointer target) {
    if (wanted != examples) {
      features.read(wanted, first, count, from, to, target);
      return;
    }
    int columns = columns();
    long width = (long) to - from;
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i ->
                Pointer.memcpy(
                    target.getPointer(i * width),
                    values.getPointer((long) (first + i) * columns + from),
                    width * Float.BYTES));
  }

  @Override
  public void close() {
    values.close();
    features.close();
  }
}
