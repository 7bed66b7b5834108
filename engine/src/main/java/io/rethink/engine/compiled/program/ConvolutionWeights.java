package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.onednn.Layout;

/** A convolution's weights, as oneDNN sees them in the network's parameter vector. */
final class ConvolutionWeights {

  private final Convolution convolution;
  private final ParameterTensors parameters;
  private final long[] sides;
  private final Layout layout;

  /**
   * The weights of a convolution.
   *
   * @param inputs number of input channels
   * @param outputs number of output channels
   * @param kernel height and width
   */
  ConvolutionWeights(
      Convolution convolution,
      ParameterTensors parameters,
      long inputs,
      long outputs,
      long[] kernel) {
    this.convolution = convolution;
    this.parameters = parameters;
    long height = kernel[0];
    long width = kernel[1];
    long multiplier = outputs / inputs;
    switch (convolution.weights()) {
      case FULL, POINTWISE -> {
        sides = new long[] {outputs, inputs, height, width};
        layout = Layout.plain(sides);
      }
      case DEPTHWISE -> {
        sides = new long[] {inputs, multiplier, 1, height, width};
        long row = inputs * multiplier * width;
        layout = Layout.strided(sides, new long[] {multiplier, 1, 1, row, inputs * multiplier});
      }
      case SEPARABLE -> {
        sides = new long[] {inputs, multiplier, 1, height, width};
        long image = height * width;
        layout = Layout.strided(sides, new long[] {image, inputs * image, image, width, 1});
      }
      default -> throw new IllegalStateException("weights " + convolution.weights());
    }
  }

  /** Their sides for oneDNN: {@code [out, in, height, width]}, with groups before. */
  long[] sides() {
    return sides.clone();
  }

  /** Number of weights. */
  long length() {
    return layout.length();
  }

  /** Number of weights that bear on one output value. */
  long taps() {
    int count = sides.length;
    return sides[count - 3] * sides[count - 2] * sides[count - 1];
  }

  /** Whether oneDNN's algorithms for full convolutions are meant for these. */
  boolean isGrouped() {
    return sides.length == 5;
  }

  /** Whether each output value depends on one pixel alone, in all its channels. */
  boolean isPointwise() {
    return !isGrouped() && sides[2] == 1 && sides[3] == 1;
  }

  /** The weights in place. */
  Tensor values(Assembly assembly) {
    return assembly.tensor(
        layout, parameters.parameter(convolution.layer(), convolution.weights().parameter()));
  }

  /** Their gradient in place. */
  Tensor gradient(Assembly assembly) {
    return assembly.tensor(
        layout, parameters.gradient(convolution.layer(), convolution.weights().parameter()));
  }
}
