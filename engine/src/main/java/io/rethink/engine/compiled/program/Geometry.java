package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Window;

/** A window as oneDNN takes it: vertical first, and dilation 0 where taps touch. */
final class Geometry {

  private final Window.Axis vertical;
  private final Window.Axis horizontal;

  Geometry(Window window) {
    this.vertical = window.vertical();
    this.horizontal = window.horizontal();
  }

  /** Whether the window moves by one place at a time and stays inside. */
  boolean isPlain() {
    return isPlain(vertical) && isPlain(horizontal);
  }

  private static boolean isPlain(Window.Axis axis) {
    return axis.stride() == 1 && axis.before() == 0 && axis.after() == 0;
  }

  long[] kernel() {
    return new long[] {vertical.kernel(), horizontal.kernel()};
  }

  long[] strides() {
    return new long[] {vertical.stride(), horizontal.stride()};
  }

  long[] dilations() {
    return new long[] {vertical.dilation() - 1, horizontal.dilation() - 1};
  }

  long[] before() {
    return new long[] {vertical.before(), horizontal.before()};
  }

  long[] after() {
    return new long[] {vertical.after(), horizontal.after()};
  }

  /** What lies around the result's gradient where the input's is the convolution of that. */
  long[] turnedBefore() {
    return turned(before());
  }

  /** As {@link #turnedBefore}, on the other sides. */
  long[] turnedAfter() {
    return turned(after());
  }

  private long[] turned(long[] padding) {
    return new long[] {vertical.kernel() - 1 - padding[0], horizontal.kernel() - 1 - padding[1]};
  }
}
