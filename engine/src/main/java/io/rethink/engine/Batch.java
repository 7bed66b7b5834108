package io.rethink.engine;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;

/** A batch of examples, in buffers that are reused from batch to batch. */
public final class Batch {

  /** Virtual machines keep some of the largest lengths for themselves. */
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private final InputShape shape;
  private final float[] inputs;
  private final int[] labels;
  private final int[] otherLabels;
  private final double[] shares;
  private final PackedInputs packedInputs;
  private boolean mixed;
  private boolean packed;
  private int size;

  /**
   * Makes room for {@code capacity} examples of the given shape.
   *
   * @throws UserException if they are more than an array can hold
   */
  public Batch(InputShape shape, int capacity) {
    if ((long) capacity * shape.size() > MOST_VALUES) {
      throw new UserException(
          "a batch of %d examples of %s has more values than an array can hold, which is %d. Lower training.batch-size, or choose smaller images."
              .formatted(capacity, shape, MOST_VALUES));
    }
    this.shape = shape;
    this.inputs = new float[capacity * shape.size()];
    this.labels = new int[capacity];
    this.otherLabels = new int[capacity];
    this.shares = new double[capacity];
    this.packedInputs = new PackedInputs(capacity, shape.size());
  }

  /** The shape of an example. */
  public InputShape shape() {
    return shape;
  }

  /**
   * The examples' values, one example after the other; those past {@link #size} mean nothing, and
   * so do all while the batch is packed.
   */
  public float[] inputs() {
    return inputs;
  }

  /** The same as bytes, which mean nothing unless the batch is packed. */
  public PackedInputs packedInputs() {
    return packedInputs;
  }

  /** Whether the values are those of {@link #packedInputs}; not so at first. */
  public boolean isPacked() {
    return packed;
  }

  /** Says whether the values are those of {@link #packedInputs}. */
  public void packed(boolean given) {
    packed = given;
  }

  /** Turns a packed batch into one of floats. */
  public void unpack() {
    if (packed) {
      for (int i = 0; i < size; i++) {
        packedInputs.unpack(i, inputs, i * shape.size());
      }
      packed = false;
    }
  }

  /** The examples' labels; those past {@link #size} mean nothing. */
  public int[] labels() {
    return labels;
  }

  /** For mixed examples, the labels of those that were mixed into them. */
  public int[] otherLabels() {
    return otherLabels;
  }

  /**
   * For mixed examples, how much of each one's target is its label, from 0.5 to 1; the rest is its
   * other label.
   */
  public double[] shares() {
    return shares;
  }

  /** Whether the examples are mixed; not so at first. */
  public boolean isMixed() {
    return mixed;
  }

  /** Says whether the examples are mixed, and have other labels and shares. */
  public void mixed(boolean given) {
    mixed = given;
  }

  /** What the score of class {@code c} of example {@code index} is trained towards, from 0 to 1. */
  public double target(int index, int c) {
    if (!mixed) {
      return labels[index] == c ? 1 : 0;
    }
    double share = shares[index];
    return (labels[index] == c ? share : 0) + (otherLabels[index] == c ? 1 - share : 0);
  }

  /**
   * Requires all labels to be among {@code classes} ones.
   *
   * @throws IllegalArgumentException if one is not
   */
  public void requireClasses(int classes) {
    for (int i = 0; i < size; i++) {
      requireClass(labels[i], classes);
      if (mixed) {
        requireClass(otherLabels[i], classes);
      }
    }
  }

  private static void requireClass(int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "label %d where there are %d classes".formatted(label, classes));
    }
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
