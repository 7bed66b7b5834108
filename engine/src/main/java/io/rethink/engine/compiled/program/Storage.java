package io.rethink.engine.compiled.program;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of memory. Its place is either given, or found by the memory plan for the steps from
 * the first that uses it to the last, or within another one.
 */
final class Storage {

  private final long bytes;
  private int first = Integer.MAX_VALUE;
  private int last = -1;
  private final @Nullable Storage whole;
  private long offset;
  private @Nullable Pointer place;

  private Storage(long bytes, @Nullable Storage whole, @Nullable Pointer place) {
    this.bytes = bytes;
    this.whole = whole;
    this.place = place;
  }

  /** Memory that the plan finds a place for. */
  static Storage planned(long bytes) {
    return new Storage(bytes, null, null);
  }

  /** Memory that belongs to somebody else. */
  static Storage at(Pointer place, long bytes) {
    return new Storage(bytes, null, place);
  }

  /** The {@code length} bytes from {@code start} on. */
  Storage part(long start, long length) {
    Storage part = new Storage(length, this, null);
    part.offset = start;
    return part;
  }

  /** Notes that step {@code step} reads or writes this. */
  void usedBy(int step) {
    if (whole != null) {
      whole.usedBy(step);
    }
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  /** Whether this and {@code other} hold values at the same time. */
  boolean overlaps(Storage other) {
    return first <= other.last && other.first <= last;
  }

  boolean isUsed() {
    return last >= 0;
  }

  /** Says where this lies in a program's block, in bytes. */
  void offset(long found) {
    offset = found;
  }

  long offset() {
    return offset;
  }

  void place(Pointer found) {
    place = found;
  }

  long bytes() {
    return bytes;
  }

  /** Where the memory is; known once the program is built. */
  FloatPointer pointer() {
    if (whole != null) {
      return new FloatPointer(new BytePointer(whole.pointer()).getPointer(offset));
    }
    if (place == null) {
      throw new IllegalStateException("the memory has no place yet");
    }
    return new FloatPointer(place);
  }
}
