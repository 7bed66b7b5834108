package io.rethink.model;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * The window that a convolution or pooling moves over an image.
 *
 * @param height rows
 * @param width columns
 * @param stride step between neighbouring windows, in both directions
 * @param padding what lies beyond the image's border
 */
record Kernel(int height, int width, int stride, Padding padding) {

  /** How an image is padded. */
  enum Padding {
    /**
     * TensorFlow's {@code SAME}: just enough for {@code ceil(side / stride)} windows, an odd row or
     * column going to the bottom or right.
     */
    SAME,
    /** None: every window lies inside the image. */
    VALID,
    /** PyTorch's {@code padding = side / 2}, alike on both sides and at any stride. */
    CENTERED
  }

  static Kernel square(int side, int stride, Padding padding) {
    return new Kernel(side, side, stride, padding);
  }

  /** The shape of what the windows over {@code input} yield. */
  InputShape over(InputShape input, int channels) {
    return new InputShape(channels, windows(input.height(), height), windows(input.width(), width));
  }

  private int windows(int image, int side) {
    return switch (padding) {
      case SAME -> (image + stride - 1) / stride;
      case VALID -> (image - side) / stride + 1;
      case CENTERED -> (image + 2 * (side / 2) - side) / stride + 1;
    };
  }

  int[] size() {
    return new int[] {height, width};
  }

  int[] strides() {
    return new int[] {stride, stride};
  }

  ConvolutionMode mode() {
    return padding == Padding.SAME ? ConvolutionMode.Same : ConvolutionMode.Truncate;
  }

  /** Rows above and below, columns at the left and right; DL4J ignores them in its SAME mode. */
  int[] margins() {
    return padding == Padding.CENTERED ? new int[] {height / 2, width / 2} : new int[] {0, 0};
  }
}
