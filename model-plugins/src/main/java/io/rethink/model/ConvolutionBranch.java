package io.rethink.model;

import io.rethink.model.Kernel.Padding;

/**
 * One branch of a module of Inception V3, from below to its end: layers {@code NAME-conv1}, {@code
 * NAME-conv2}, …, each with its batch normalization and ReLU.
 */
final class ConvolutionBranch {

  private static final double EPSILON = 0.001;

  private final ImageNetwork network;
  private final String name;
  private String last;
  private int convolutions;

  ConvolutionBranch(ImageNetwork network, String name, String below) {
    this.network = network;
    this.name = name;
    this.last = below;
  }

  /** A convolution with batch normalization and ReLU. */
  static String unit(ImageNetwork network, String name, String below, int channels, Kernel kernel) {
    String last = network.convolution(name, below, channels, kernel, false);
    last = network.batchNormalization(name + "-norm", last, EPSILON, true);
    return network.relu(name + "-relu", last);
  }

  /** A convolution that keeps the image's size. */
  ConvolutionBranch convolution(int channels, int height, int width) {
    return convolution(channels, new Kernel(height, width, 1, Padding.SAME));
  }

  /** A 3x3 convolution that halves the image. */
  ConvolutionBranch halvingConvolution(int channels) {
    return convolution(channels, Kernel.square(3, 2, Padding.VALID));
  }

  private ConvolutionBranch convolution(int channels, Kernel kernel) {
    convolutions++;
    last = unit(network, name + "-conv" + convolutions, last, channels, kernel);
    return this;
  }

  /** The mean of 3x3 pixels around each. */
  ConvolutionBranch average() {
    last = network.averagePooling(name + "-pool", last, Kernel.square(3, 1, Padding.SAME));
    return this;
  }

  /** The maximum of 3x3 pixels, halving the image. */
  ConvolutionBranch halvingMaximum() {
    last = network.maxPooling(name + "-pool", last, Kernel.square(3, 2, Padding.VALID));
    return this;
  }

  /** The name of the branch's last vertex. */
  String end() {
    return last;
  }
}
