package io.rethink.api.data;

/**
 * Labelled examples, addressed by index. Immutable; every method may be called from many threads at
 * once. Reading is lazy: an implementation keeps raw bytes or a view of other examples and computes
 * values when they are asked for.
 */
public interface Examples {

  /** Number of examples; indices run from 0 to {@code size() - 1}. */
  int size();

  /** The shape of each example. */
  InputShape shape();

  /** Number of classes; labels run from 0 to {@code classes() - 1}. */
  int classes();

  /**
   * Writes the values of example {@code index}, in the order of {@link InputShape}, to {@code
   * target[offset]} and the {@code shape().size() - 1} places behind it. Pixels of images are in
   * [0, 1].
   *
   * @throws IndexOutOfBoundsException if there is no such example or too little room
   */
  void read(int index, float[] target, int offset);

  /** The label that a network is given for example {@code index}. */
  int label(int index);

  /** The label of example {@code index} before any corruption. */
  default int trueLabel(int index) {
    return label(index);
  }
}
