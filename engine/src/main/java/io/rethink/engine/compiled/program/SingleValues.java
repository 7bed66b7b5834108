package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Places;
import io.rethink.engine.compiled.onednn.ValueType;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.Indexer;

/**
 * The values of an image tensor, one by one, however it lies in memory: too slow for what each pass
 * does.
 */
final class SingleValues {

  private final Tensor tensor;
  private final Places places;
  private final Indexer memory;

  /** Those of a tensor that has its place in memory. */
  SingleValues(Tensor tensor) {
    this.tensor = tensor;
    this.places = tensor.layout().places();
    this.memory = memory(tensor);
  }

  private static Indexer memory(Tensor tensor) {
    FloatPointer start = tensor.storage().pointer();
    ValueType type = tensor.layout().type();
    long length = tensor.layout().bytes() / type.bytes();
    return switch (type) {
      case FLOAT32 -> FloatIndexer.create(start.capacity(length));
      case BFLOAT16 -> Bfloat16Indexer.create(new ShortPointer(start).capacity(length));
      case BYTE -> throw new IllegalArgumentException("bytes are always finite");
    };
  }

  int examples() {
    return side(0);
  }

  int channels() {
    return side(1);
  }

  int height() {
    return side(2);
  }

  int width() {
    return side(3);
  }

  private int side(int index) {
    return Math.toIntExact(tensor.layout().side(index));
  }

  double get(int example, int channel, int row, int column) {
    return memory.getDouble(places.of(example, channel, row, column));
  }

  /** Writes {@code value} to all places of a channel. */
  void fill(int channel, double value) {
    for (int example = 0; example < examples(); example++) {
      for (int row = 0; row < height(); row++) {
        for (int column = 0; column < width(); column++) {
          put(example, channel, row, column, value);
        }
      }
    }
  }

  void put(int example, int channel, int row, int column, double value) {
    memory.putDouble(new long[] {places.of(example, channel, row, column)}, value);
  }
}
