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
}
