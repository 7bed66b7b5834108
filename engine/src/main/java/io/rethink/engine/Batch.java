package io.rethink.engine;

import io.rethink.api.data.InputShape;

/** A batch of examples, in buffers that are reused from batch to batch. */
public final class Batch {

  private final InputShape shape;
  private final float[] inputs;
  private final int[] labels;
  private int size;

  /** Makes room for {@code capacity} examples of the given shape. */
  public Batch(InputShape shape, int capacity) {
    this.shape = shape;
    this.inputs = new float[Math.multiplyExact(capacity, shape.size())];
    this.labels = new int[capacity];
  }

  /** The shape of an example. */
  public InputShape shape() {
    return shape;
  }

  /** The examples' values, one example after the other; those past {@link #size} mean nothing. */
  public float[] inputs() {
    return inputs;
  }

  /** The examples' labels; those past {@link #size} mean nothing. */
  public int[] labels() {
    return labels;
  }

  /** How many examples the batch can hold. */
  public int capacity() {
    return labels.length;
  }

  /** How many examples the batch holds. */
  public int size() {
    return size;
  }

  /** Says how many examples have been written to the buffers. */
  public void size(int size) {
    if (size < 1 || size > labels.length) {
      throw new IllegalArgumentException(
          "a batch of %d examples where there is room for %d".formatted(size, labels.length));
    }
    this.size = size;
  }
}
