package io.rethink.api.data;

import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * The shape of one example. Values are stored channel by channel and, within a channel, row by row.
 *
 * @param channels number of channels, or of features for a vector; at least 1
 * @param height rows; 1 for a vector
 * @param width columns; 1 for a vector
 */
public record InputShape(int channels, int height, int width) {

  public InputShape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape needs positive sides, not %dx%dx%d".formatted(channels, height, width));
    }
  }

  /** The shape of a vector of {@code features} values. */
  public static InputShape vector(int features) {
    return new InputShape(features, 1, 1);
  }

  /** Number of values in one example. */
  public int size() {
    return channels * height * width;
  }

  /** Whether an example is a vector rather than an image. */
  public boolean isVector() {
    return height == 1 && width == 1;
  }

  /**
   * The DL4J input type with which a model sets its network's input: a batch is fed as {@code
   * [batch, channels, height, width]}, or as {@code [batch, features]} for vectors.
   */
  public InputType inputType() {
    return isVector()
        ? InputType.feedForward(channels)
        : InputType.convolutional(height, width, channels);
  }

  /** As in {@code 3x32x32}, or {@code 64} for a vector. */
  @Override
  public String toString() {
    return isVector() ? Integer.toString(channels) : channels + "x" + height + "x" + width;
  }
}
