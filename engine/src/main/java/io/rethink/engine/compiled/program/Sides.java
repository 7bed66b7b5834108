package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;

/** Vectors appear both as {@code [batch, units]} and as images of one pixel. */
final class Sides {

  private Sides() {}

  /** {@code tensor}, row-major if need be, with as many sides as {@code like}. */
  static Tensor like(Assembly assembly, Tensor tensor, Layout like) {
    if (tensor.layout().sides().length == like.sides().length) {
      return tensor;
    }
    return assembly.plain(tensor).as(Layout.plain(tensor.layout().type(), like.sides()));
  }

  /** {@code tensor}, row-major if need be, as a vector or, for 4, as an image of one pixel. */
  static Tensor count(Assembly assembly, Tensor tensor, int count) {
    long batch = tensor.layout().side(0);
    long channels = tensor.layout().side(1);
    long[] sides = count == 2 ? new long[] {batch, channels} : new long[] {batch, channels, 1, 1};
    return like(assembly, tensor, Layout.plain(sides));
  }
}
