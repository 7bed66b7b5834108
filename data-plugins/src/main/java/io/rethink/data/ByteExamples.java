package io.rethink.data;

import io.rethink.api.data.InputShape;

/**
 * Examples whose values are unsigned bytes, kept as they came. A value {@code v} is read as {@code
 * v / unit}.
 */
final class ByteExamples extends StoredExamples {

  private final byte[] bytes;
  private final int start;
  private final int stride;
  private final byte[] labels;
  private final float[] values;

  /**
   * Examples that view an array.
   *
   * @param bytes the values; those of example {@code i} begin at {@code start + i * stride}
   * @param labels one unsigned byte an example, below {@code classes}
   * @param unit the byte that is read as 1
   */
  ByteExamples(
      InputShape shape, int classes, byte[] bytes, int start, int stride, byte[] labels, int unit) {
    super(labels.length, shape, classes);
    if (stride < start + shape.size() || bytes.length != (long) labels.length * stride) {
      throw new IllegalArgumentException(
          "%d bytes do not hold %d examples of %s, one each %d bytes"
              .formatted(bytes.length, labels.length, shape, stride));
    }
    this.bytes = bytes;
    this.start = start;
    this.stride = stride;
    this.labels = labels;
    this.values = new float[256];
    for (int value = 0; value < values.length; value++) {
      values[value] = (float) value / unit;
    }
  }

  @Override
  protected void copy(int index, float[] target, int offset) {
    int size = shape().size();
    int from = start + index * stride;
    for (int i = 0; i < size; i++) {
      target[offset + i] = values[bytes[from + i] & 0xff];
    }
  }

  @Override
  public int label(int index) {
    return labels[index] & 0xff;
  }

  /** The array that these examples view; not to be written. */
  byte[] bytes() {
    return bytes;
  }

  /** The labels, one unsigned byte an example; not to be written. */
  byte[] labels() {
    return labels;
  }
}
