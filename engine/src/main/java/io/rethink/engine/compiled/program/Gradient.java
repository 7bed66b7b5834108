package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;

/**
 * The loss's derivative by a value.
 *
 * @param tensor the derivative
 * @param exclusive whether nobody else reads the tensor, so that it may be overwritten
 */
record Gradient(Tensor tensor, boolean exclusive) implements Contribution {

  @Override
  public Gradient alone(Assembly assembly) {
    return this;
  }

  /** This gradient in the given layout: itself, or a copy that nobody else reads. */
  Gradient in(Assembly assembly, Layout layout) {
    Tensor moved = assembly.in(layout, tensor);
    return new Gradient(moved, exclusive || !moved.storage().equals(tensor.storage()));
  }

  /** A tensor of the same layout to write to: this one, if nobody else reads it. */
  Tensor overwritten(Assembly assembly) {
    return exclusive ? tensor : assembly.tensor(tensor.layout());
  }
}
