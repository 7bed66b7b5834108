package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A convolution's weights, as oneDNN sees them in the network's parameter vector. */
final class ConvolutionWeights {

  private static final long VECTOR = 16;

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

  /** Whether both numbers of channels are multiples of those that a vector holds. */
  boolean fillsVectors() {
    return !isGrouped() && sides[0] % VECTOR == 0 && sides[1] % VECTOR == 0;
  }

  /**
   * What a convolution's primitives read; each layout is made once.
   *
   * @param weights these, or others in their place, row-major
   * @param turned whether the primitive is that of the gradient of the input as a convolution
   */
  Function<Primitive, Tensor> copies(Assembly assembly, Tensor weights, boolean turned) {
    List<Tensor> made = new ArrayList<>();
    return reader -> {
      Layout wanted = reader.layout(dnnl_query_weights_md);
      for (Tensor copy : made) {
        if (copy.layout().matches(wanted)) {
          return copy;
        }
      }
      Tensor copy =
          wanted
              .winogradBlocks()
              .map(blocks -> WinogradWeights.record(assembly, weights, turned, wanted, blocks))
              .orElseGet(() -> assembly.factor(wanted, weights));
      made.add(copy);
      return copy;
    };
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
