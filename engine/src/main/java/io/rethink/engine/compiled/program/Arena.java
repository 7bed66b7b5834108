package io.rethink.engine.compiled.program;

import io.rethink.api.FreeMemory;
import io.rethink.api.UserException;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of memory outside the Java heap. What a program leaves in it is lost when another program
 * that shares it runs.
 */
final class Arena implements AutoCloseable {

  private final Pointer block;
  private final long bytes;
  private final BytePointer start;

  /**
   * Takes {@code bytes} from the operating system.
   *
   * @param purpose what for, if it is refused
   * @throws UserException if the machine has less memory to give
   * @throws OutOfMemoryError if there is no such block
   */
  Arena(long bytes, Purpose purpose) {
    long available = FreeMemory.bytes();
    if (bytes > available) {
      throw new UserException(purpose.refusal(bytes, available));
    }
    this.bytes = bytes;
    this.block = Pointer.malloc(bytes + MemoryPlan.ALIGNMENT);
    if (block == null || block.isNull()) {
      throw new OutOfMemoryError("no %,d bytes outside the Java heap".formatted(bytes));
    }
    this.start = new BytePointer(block).getPointer(-block.address() & (MemoryPlan.ALIGNMENT - 1));
  }

  long bytes() {
    return bytes;
  }

  Pointer at(long offset) {
    return start.getPointer(offset);
  }

  @Override
  public void close() {
    Pointer.free(block);
  }
}
