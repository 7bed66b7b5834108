package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

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
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;

/** A convolution; each of its three primitives chooses its own layouts. */
final class ConvolutionKernel implements Kernel {

  private final Convolution convolution;
  private final @Nullable BatchNormalization folded;
  private final ParameterTensors parameters;
  private final ConvolutionAlgorithm algorithm;
  private final long[] sides;
  private final long[] inputSides;
  private final ConvolutionWeights weights;
  private final Geometry geometry;
  private final long flops;
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
    this.algorithm = algorithm;
    this.sides = sides;
    this.inputSides = inputSides;
    this.geometry = new Geometry(convolution.window());
    this.weights =
        new ConvolutionWeights(convolution, parameters, inputSides[1], sides[1], geometry.kernel());
    this.flops = 2 * Layout.plain(sides).length() * weights.taps();
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Function function = folded != null && folded.relu() ? Function.RELU : convolution.then();
    List<PostOperation> then =
        function == null ? List.of() : List.of(ElementwiseFunctions.postOperation(function));
    Parts parts = Parts.of(assembly, weights, inputSides, sides);
    Primitive primitive = find(assembly, parts, this::describeForward, then, null);
    Tensor in = assembly.factor(parts.whole(primitive.layout(dnnl_query_src_md)), inputs.get(0));
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
    Tensor product = assembly.tensor(parts.whole(primitive.layout(dnnl_query_dst_md)));
    ConvolutionCall call =
        new ConvolutionCall(assembly, "convolution", primitive, parts)
            .reads(DNNL_ARG_SRC, in)
            .shares(
                DNNL_ARG_WEIGHTS, assembly.factor(primitive.layout(dnnl_query_weights_md), placed))
            .writes(DNNL_ARG_DST, product);
    if (bias != null) {
      call.shares(DNNL_ARG_BIAS, bias);
    }
    call.record(flops);
    Tensor result = assembly.as(assembly.activations(), product);
    // Made anew on the way back, wide copies of values are no burden on memory in between.
    source = assembly.widens() ? inputs.get(0) : in;
    target = result;
    placedWeights = placed;
    forward = primitive;
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
    recordWeights(assembly, difference);
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

  private void recordWeights(Assembly assembly, Tensor difference) {
    Parts parts =
        triesWinograd() ? Parts.of(assembly, weights, inputSides, sides) : Parts.whole(sides[0]);
    Primitive primitive = find(assembly, parts, this::describeWeights, List.of(), forward);
    Tensor placed = weights.gradient(assembly);
    Layout layout = primitive.layout(dnnl_query_diff_weights_md);
    boolean inPlace = layout.matches(placed.layout());
    Tensor written = inPlace ? placed : assembly.tensor(layout);
    Layout input = parts.whole(primitive.layout(dnnl_query_src_md));
    Layout output = parts.whole(primitive.layout(dnnl_query_diff_dst_md));
    ConvolutionCall call =
        new ConvolutionCall(assembly, "convolution backward weights", primitive, parts)
            .reads(DNNL_ARG_SRC, assembly.factor(input, Objects.requireNonNull(source)))
            .reads(DNNL_ARG_DIFF_DST, assembly.in(output, difference))
            .sums(DNNL_ARG_DIFF_WEIGHTS, written);
    if (convolution.bias()) {
      call.sums(
          DNNL_ARG_DIFF_BIAS, parameters.gradient(assembly, convolution.layer(), "b", sides[1]));
    }
    call.record(flops);
    if (!inPlace) {
      assembly.reorder(written, placed);
    }
  }

  private Gradient recordInput(Assembly assembly, Tensor difference) {
    Parts parts = Parts.of(assembly, weights, sides, inputSides);
    Primitive primitive = find(assembly, parts, this::describeInput, List.of(), forward);
    Tensor lower = assembly.tensor(parts.whole(primitive.layout(dnnl_query_diff_src_md)));
    Tensor placed = Objects.requireNonNull(placedWeights);
    Layout output = parts.whole(primitive.layout(dnnl_query_diff_dst_md));
    new ConvolutionCall(assembly, "convolution backward data", primitive, parts)
        .reads(DNNL_ARG_DIFF_DST, assembly.in(output, difference))
        .shares(DNNL_ARG_WEIGHTS, assembly.factor(primitive.layout(dnnl_query_weights_md), placed))
        .writes(DNNL_ARG_DIFF_SRC, lower)
        .record(flops);
    return new Gradient(assembly.as(assembly.activations(), lower), true);
  }

  private boolean triesWinograd() {
    return !weights.isGrouped() && algorithm.triesWinograd(weights.sides(), convolution.window());
  }

  /**
   * Describes a convolution of some examples with values of a type by an algorithm, {@code
   * dnnl_convolution_…}.
   */
  private interface Description {
    dnnl_convolution_desc_t of(Parts parts, ValueType type, int algorithm);
  }

  /**
   * The primitive for a part by Winograd's algorithm where that is wanted and exists, else the
   * direct one.
   */
  private Primitive find(
      Assembly assembly,
      Parts parts,
      Description description,
      List<PostOperation> then,
      @Nullable Primitive hint) {
    ValueType type = assembly.factors();
    Optional<Primitive> found = Optional.empty();
    if (triesWinograd()) {
      found = assembly.find(description.of(parts, type, dnnl_convolution_winograd), then, hint);
    }
    return found.orElseGet(
        () ->
            assembly
                .find(description.of(parts, type, dnnl_convolution_direct), then, hint)
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "oneDNN has no convolution for '%s'".formatted(convolution.layer()))));
  }

  private dnnl_convolution_desc_t describeForward(Parts parts, ValueType type, int kind) {
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_forward_desc_init(
            description,
            dnnl_forward_training,
            kind,
            Layout.any(type, parts.sides(inputSides)).descriptor(),
            Layout.any(type, weights.sides()).descriptor(),
            biasDescriptor(),
            Layout.any(type, parts.sides(sides)).descriptor(),
            geometry.strides(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the convolution '%s'".formatted(convolution.layer()));
    return description;
  }

  private dnnl_convolution_desc_t describeWeights(Parts parts, ValueType type, int kind) {
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_backward_weights_desc_init(
            description,
            kind,
            Layout.any(type, parts.sides(inputSides)).descriptor(),
            Layout.any(weights.sides()).descriptor(),
            biasDescriptor(),
            Layout.any(type, parts.sides(sides)).descriptor(),
            geometry.strides(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the weight gradient of '%s'".formatted(convolution.layer()));
    return description;
  }

  private dnnl_convolution_desc_t describeInput(Parts parts, ValueType type, int kind) {
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_backward_data_desc_init(
            description,
            kind,
            Layout.any(type, parts.sides(inputSides)).descriptor(),
            Layout.any(type, weights.sides()).descriptor(),
            Layout.any(type, parts.sides(sides)).descriptor(),
            geometry.strides(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the input gradient of '%s'".formatted(convolution.layer()));
    return description;
  }

  private @Nullable dnnl_memory_desc_t biasDescriptor() {
    return convolution.bias() || folded != null ? Layout.plain(sides[1]).descriptor() : null;
  }
}
