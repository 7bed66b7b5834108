package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;

import io.rethink.engine.Threads;
import io.rethink.engine.compiled.ir.Function;
import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A convolution; each of its three primitives chooses its own layouts. */
final class ConvolutionKernel implements Kernel {

  private final Convolution convolution;
  private final @Nullable BatchNormalization folded;
  private final ParameterTensors parameters;
  private final long[] sides;
  private final long[] inputSides;
  private final ConvolutionWeights weights;
  private final Geometry geometry;
  private final long flops;
  private final boolean triesWinograd;
  private @Nullable Tensor source;
  private @Nullable Tensor target;
  private @Nullable Tensor placedWeights;
  private @Nullable Primitive forward;

  /**
   * A convolution from activations {@code inputSides} to activations {@code sides}, both {@code
   * [batch, channels, height, width]}.
   *
   * @param folded the batch normalization that it does as well, in a program for scores alone
   */
  ConvolutionKernel(
      Convolution convolution,
      @Nullable BatchNormalization folded,
      long[] inputSides,
      long[] sides,
      ParameterTensors parameters,
      ConvolutionAlgorithm algorithm) {
    this.convolution = convolution;
    this.folded = folded;
    this.parameters = parameters;
    this.sides = sides;
    this.inputSides = inputSides;
    this.geometry = new Geometry(convolution.window());
    this.weights =
        new ConvolutionWeights(convolution, parameters, inputSides[1], sides[1], geometry.kernel());
    this.flops = 2 * Layout.plain(sides).length() * weights.taps();
    this.triesWinograd = algorithm.triesWinograd(weights, convolution.window());
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Function function = folded != null && folded.relu() ? Function.RELU : convolution.then();
    List<PostOperation> then =
        function == null ? List.of() : List.of(ElementwiseFunctions.postOperation(function));
    Parts parts = parts(assembly, weights.fillsVectors(), inputSides, sides);
    PartPrimitives primitives = primitives(assembly).forward(assembly, parts, then);
    Tensor in = assembly.factor(primitives.whole(dnnl_query_src_md), inputs.get(0));
    Tensor placed = weights.values(assembly);
    Tensor bias =
        convolution.bias()
            ? parameters.parameter(assembly, convolution.layer(), "b", sides[1])
            : null;
    if (folded != null) {
      FoldedNormalization both =
          FoldedNormalization.record(assembly, convolution, folded, parameters, placed);
      placed = both.weights();
      bias = both.bias();
    }
    Tensor product = assembly.tensor(primitives.whole(dnnl_query_dst_md));
    ConvolutionCall call =
        new ConvolutionCall(assembly, "convolution", primitives)
            .reads(DNNL_ARG_SRC, in)
            .shares(DNNL_ARG_WEIGHTS, weights.copies(assembly, placed, false))
            .writes(DNNL_ARG_DST, product);
    if (bias != null) {
      Tensor added = bias;
      call.shares(DNNL_ARG_BIAS, reader -> added);
    }
    call.record(flops);
    Tensor result = assembly.as(assembly.activations(), product);
    // Made anew on the way back, wide copies of values are no burden on memory in between.
    source = assembly.widens() ? inputs.get(0) : in;
    target = result;
    placedWeights = placed;
    forward = primitives.first();
    return result;
  }

  @Override
  public List<Contribution> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor value = Objects.requireNonNull(target);
    Gradient upper =
        convolution.then() == null
            ? result
            : ElementwiseFunctions.backward(assembly, convolution.then(), value, value, result);
    Layout given = upper.tensor().layout();
    Tensor difference = assembly.factor(given.of(assembly.factors()), upper.tensor());
    recordWeights(assembly, difference, upper.balanced());
    if (!needed.get(0)) {
      return List.of(result);
    }
    return List.of(
        weights.isPointwise() && geometry.isPlain()
            ? new PointwiseGradient(
                convolution.layer(),
                Objects.requireNonNull(placedWeights),
                value.layout(),
                difference,
                later -> recordInput(later, difference))
            : recordInput(assembly, difference));
  }

  private void recordWeights(Assembly assembly, Tensor difference, boolean balanced) {
    Parts parts =
        computesByWinograd(assembly)
            ? parts(assembly, false, inputSides, sides)
            : Parts.whole(sides[0]);
    PartPrimitives primitives =
        primitives(assembly).weights(assembly, parts, forward, convolution.bias() && !balanced);
    Tensor placed = weights.gradient(assembly);
    Layout layout = primitives.first().layout(dnnl_query_diff_weights_md);
    boolean inPlace = layout.matches(placed.layout());
    Tensor written = inPlace ? placed : assembly.tensor(layout);
    Layout input = primitives.whole(dnnl_query_src_md);
    Layout output = primitives.whole(dnnl_query_diff_dst_md);
    ConvolutionCall call =
        new ConvolutionCall(assembly, "convolution backward weights", primitives)
            .reads(DNNL_ARG_SRC, assembly.factor(input, Objects.requireNonNull(source)))
            .reads(DNNL_ARG_DIFF_DST, assembly.in(output, difference))
            .sums(DNNL_ARG_DIFF_WEIGHTS, written);
    if (convolution.bias()) {
      recordBias(assembly, call, balanced);
    }
    call.record(flops);
    if (!inPlace) {
      assembly.reorder(written, placed);
    }
  }

  /** The gradient of the biases: sums of the result's over each channel. */
  private void recordBias(Assembly assembly, ConvolutionCall call, boolean balanced) {
    Tensor sums = parameters.gradient(assembly, convolution.layer(), "b", sides[1]);
    if (balanced) {
      assembly.zero("gradient of biases", sums);
    } else {
      call.sums(DNNL_ARG_DIFF_BIAS, sums);
    }
  }

  private Gradient recordInput(Assembly assembly, Tensor difference) {
    Tensor lower =
        turned(assembly)
            .map(primitives -> recordInputTurned(assembly, difference, primitives))
            .orElseGet(() -> recordInputDirectly(assembly, difference));
    return new Gradient(assembly.as(assembly.activations(), lower), true);
  }

  private Optional<PartPrimitives> turned(Assembly assembly) {
    if (!computesByWinograd(assembly) || !weights.fillsVectors()) {
      return Optional.empty();
    }
    Parts parts = parts(assembly, true, sides, inputSides);
    return parts.count() == 1 ? Optional.empty() : primitives(assembly).turned(assembly, parts);
  }

  private Tensor recordInputTurned(
      Assembly assembly, Tensor difference, PartPrimitives primitives) {
    Tensor placed = Objects.requireNonNull(placedWeights);
    Tensor lower = assembly.tensor(primitives.whole(dnnl_query_dst_md));
    new ConvolutionCall(assembly, "convolution backward data", primitives)
        .reads(DNNL_ARG_SRC, assembly.in(primitives.whole(dnnl_query_src_md), difference))
        .shares(DNNL_ARG_WEIGHTS, weights.copies(assembly, placed, true))
        .writes(DNNL_ARG_DST, lower)
        .record(flops);
    return lower;
  }

  private Tensor recordInputDirectly(Assembly assembly, Tensor difference) {
    Parts parts = parts(assembly, false, sides, inputSides);
    PartPrimitives primitives = primitives(assembly).input(assembly, parts, forward);
    Tensor placed = Objects.requireNonNull(placedWeights);
    Tensor lower = assembly.tensor(primitives.whole(dnnl_query_diff_src_md));
    new ConvolutionCall(assembly, "convolution backward data", primitives)
        .reads(DNNL_ARG_DIFF_DST, assembly.in(primitives.whole(dnnl_query_diff_dst_md), difference))
        .shares(DNNL_ARG_WEIGHTS, weights.copies(assembly, placed, false))
        .writes(DNNL_ARG_DIFF_SRC, lower)
        .record(flops);
    return lower;
  }

  private ConvolutionPrimitives primitives(Assembly assembly) {
    return new ConvolutionPrimitives(
        convolution,
        convolution.bias() || folded != null,
        weights,
        inputSides,
        sides,
        computesByWinograd(assembly));
  }

  /** Whether Winograd's algorithm is looked for. oneDNN has it for 32-bit floats alone. */
  private boolean computesByWinograd(Assembly assembly) {
    return triesWinograd && assembly.factors() == ValueType.FLOAT32;
  }

  /**
   * The parts in which the batch is taken from one end of the convolution to the other.
   *
   * @param transformed whether Winograd's algorithm reads weights that are transformed before
   */
  private Parts parts(Assembly assembly, boolean transformed, long[] from, long[] to) {
    if (!computesByWinograd(assembly)) {
      return Parts.of(assembly, weights, from, to);
    }
    boolean pay =
        transformed
            ? Parts.payWithTransformed(assembly, weights)
            : Parts.pay(assembly, weights, from);
    return pay
        ? Parts.ofTiles(
            assembly.partBytes(), sides[0], WinogradTiles.between(from, to), Threads.used())
        : Parts.whole(sides[0]);
  }
}
