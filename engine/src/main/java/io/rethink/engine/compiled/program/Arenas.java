package io.rethink.engine.compiled.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Blocks of memory that a network's programs work in, one program after the other. */
public final class Arenas implements AutoCloseable {

  private final List<Arena> blocks = new ArrayList<>();

  /**
   * A block of at least {@code bytes}: one that is there already, or a new one.
   *
   * @param purpose what for, if it is refused
   * @throws io.rethink.api.UserException if the machine has less memory to give
   */
  Arena atLeast(long bytes, Purpose purpose) {
    for (Arena block : blocks) {
      if (block.bytes() >= bytes) {
        return block;
      }
    }
    Arena block = new Arena(bytes, purpose);
    blocks.add(block);
    return block;
  }

  /** Frees all blocks but the largest, in which alone programs may have been placed. */
  public void keepLargest() {
    Arena largest = Collections.max(blocks, Comparator.comparing(Arena::bytes));
    blocks.stream().filter(block -> block != largest).forEach(Arena::close);
    blocks.removeIf(block -> block != largest);
  }

  /** Bytes of all blocks. */
  public long bytes() {
    return blocks.stream().mapToLong(Arena::bytes).sum();
  }

  @Override
  public void close() {
    blocks.forEach(Arena::close);
    blocks.clear();
  }
}
