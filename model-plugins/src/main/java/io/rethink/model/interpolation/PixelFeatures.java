package io.rethink.model.interpolation;

import io.rethink.api.data.Examples;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/** The values of examples as they are. */
record PixelFeatures(int columns) implements Features {

  @Override
  public boolean areCostly() {
    return false;
  }

  @Override
  public void read(Examples examples, int first, int count, int from, int to, FloatPointer target) {
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              float[] values = new float[columns];
              examples.read(first + i, values, 0);
              target.getPointer((long) i * (to - from)).put(values, from, to - from);
            });
  }
}
