package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;

/**
 * The loss's derivative by a value.
 *
 * @param tensor the derivative
 * @param exclusive whether nobody else reads the tensor, so that it may be overwritten
 * @param balanced whether it is known that the derivatives of each channel add up to 0
 */
record Gradient(Tensor tensor, boolean exclusive, boolean balanced) implements Contribution {

  /** A derivative of which nothing more is known. */
  Gradient(Tensor tensor, boolean exclusive) {
    this(tensor, exclusive, false);
  }

  @Override
  public Gradient alone(Assembly assembly) {
    return this;
  }

  /** This gradient in the given layout: itself, or a copy that nobody else reads. */
  Gradient in(Assembly assembly, Layout layout) {
    Tensor moved = assembly.in(layout, tensor);
    return new Gradient(moved, exclusive || !moved.storage().equals(tensor.storage()), balanced);
  }

  /** A tensor of the same layout to write to: this one, if nobody else reads it. */
  Tensor overwritten(Assembly assembly) {
    return exclusive ? tensor : assembly.tensor(tensor.layout());
  }
}
