package io.rethink.runner.checkpoint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A named array in row-major order: all of another array, or a part of it, seen in place.
 *
 * @param name unique in its file
 * @param type of its elements
 * @param shape its sides
 * @param memory contiguous and in row-major order; kept alive by this
 * @param offset where the tensor starts in it, in bytes
 */
record Tensor(String name, ElementType type, List<Long> shape, INDArray memory, long offset) {

  private static final long CHUNK = 1 << 22;

  Tensor {
    shape = List.copyOf(shape);
  }

  /** What is done with one piece of a tensor's bytes. */
  interface ChunkConsumer<E extends Exception> {
    void accept(ByteBuffer chunk) throws E;
  }

  /** All of {@code values}, which are contiguous and in row-major order. */
  static Tensor of(String name, INDArray values) {
    List<Long> shape = new ArrayList<>();
    for (long side : values.shape()) {
      shape.add(side);
    }
    return new Tensor(name, ElementType.of(values.dataType()), shape, values, 0);
  }

  /** A tensor with memory of its own, whose values are not set. */
  static Tensor allocate(String name, ElementType type, List<Long> shape) {
    long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
    return new Tensor(
        name, type, shape, Nd4j.createUninitializedDetached(type.dataType(), sides), 0);
  }

  /** Number of elements. */
  long length() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Number of bytes. */
  long bytes() {
    return Math.multiplyExact(length(), (long) type.bytes());
  }

  /** Passes on its bytes in order, in pieces that can be read and written in place, each from 0. */
  <E extends Exception> void forEachChunk(ChunkConsumer<E> consumer) throws E {
    long bytes = bytes();
    for (long done = 0; done < bytes; done += CHUNK) {
      long begin = offset + done;
      long end = Math.min(begin + CHUNK, offset + bytes);
      // A pointer to the piece itself: a buffer counts from the pointer's address, up to 2 GB.
      consumer.accept(pointer().<BytePointer>getPointer(begin).limit(end - begin).asByteBuffer());
    }
  }

  /** Copies its values to {@code target}, from byte {@code at} on. */
  void copyTo(INDArray target, long at) {
    BytePointer to = pointer(target).position(at);
    Pointer.memcpy(to, pointer().position(offset), bytes());
  }

  private BytePointer pointer() {
    return pointer(memory);
  }

  private static BytePointer pointer(INDArray array) {
    return new BytePointer(array.data().addressPointer()).position(0);
  }
}
