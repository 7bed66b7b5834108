package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_winograd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_data_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_backward_weights_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_dilated_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_diff_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;

import io.rethink.engine.compiled.ir.Operation.Convolution;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.jspecify.annotations.Nullable;

/**
 * Finds the primitives of a convolution: by Winograd's algorithm where that is wanted and exists,
 * else direct ones.
 */
final class ConvolutionPrimitives {

  private static final List<Integer> WINOGRAD = List.of(dnnl_convolution_winograd);

  private static final List<Integer> DIRECT = List.of(dnnl_convolution_direct);

  private static final List<Integer> WINOGRAD_OR_DIRECT =
      List.of(dnnl_convolution_winograd, dnnl_convolution_direct);

  private final Convolution convolution;
  private final boolean bias;
  private final ConvolutionWeights weights;
  private final Geometry geometry;
  private final long[] inputSides;
  private final long[] sides;
  private final List<Integer> algorithms;

  /**
   * Of a convolution from activations {@code inputSides} to activations {@code sides}, both {@code
   * [batch, channels, height, width]}.
   *
   * @param bias whether one is added
   * @param triesWinograd whether Winograd's algorithm is wanted
   */
  ConvolutionPrimitives(
      Convolution convolution,
      boolean bias,
      ConvolutionWeights weights,
      long[] inputSides,
      long[] sides,
      boolean triesWinograd) {
    this.convolution = convolution;
    this.bias = bias;
    this.weights = weights;
    this.geometry = new Geometry(convolution.window());
    this.inputSides = inputSides;
    this.sides = sides;
    this.algorithms = triesWinograd ? WINOGRAD_OR_DIRECT : DIRECT;
  }

  /**
   * The convolution itself. Winograd's algorithm reads weights that are transformed before, if they
   * are for parts.
   *
   * @param then applied to the result, in order
   */
  PartPrimitives forward(Assembly assembly, Parts parts, List<PostOperation> then) {
    boolean transformed = parts.count() > 1 && weights.fillsVectors();
    Description description =
        (in, out, algorithm, others) ->
            forward(
                transformed && algorithm == dnnl_convolution_winograd
                    ? dnnl_forward_inference
                    : dnnl_forward_training,
                in,
                out,
                algorithm);
    return new Ends(inputSides, sides, dnnl_query_src_md, dnnl_query_dst_md)
        .find(assembly, parts, description, algorithms, then, null)
        .orElseThrow(this::unknown);
  }

  /**
   * The gradient of the weights.
   *
   * @param withBias whether that of the biases comes with it
   */
  PartPrimitives weights(
      Assembly assembly, Parts parts, @Nullable Primitive forward, boolean withBias) {
    Description description =
        (in, out, algorithm, others) -> weights(in, out, algorithm, others, withBias);
    return new Ends(inputSides, sides, dnnl_query_src_md, dnnl_query_diff_dst_md)
        .find(assembly, parts, description, algorithms, List.of(), forward)
        .orElseThrow(this::unknown);
  }

  /** The gradient of the input. */
  PartPrimitives input(Assembly assembly, Parts parts, @Nullable Primitive forward) {
    return new Ends(inputSides, sides, dnnl_query_diff_src_md, dnnl_query_diff_dst_md)
        .find(assembly, parts, this::input, algorithms, List.of(), forward)
        .orElseThrow(this::unknown);
  }

  /**
   * The gradient of the input as a convolution of the result's gradient, by Winograd's algorithm
   * that reads weights which are turned and transformed before; empty if oneDNN has none.
   */
  Optional<PartPrimitives> turned(Assembly assembly, Parts parts) {
    return new Ends(sides, inputSides, dnnl_query_src_md, dnnl_query_dst_md)
        .find(assembly, parts, this::turned, WINOGRAD, List.of(), null);
  }

  private IllegalStateException unknown() {
    return new IllegalStateException(
        "oneDNN has no convolution for '%s'".formatted(convolution.layer()));
  }

  /**
   * Describes a convolution of some examples by an algorithm, {@code dnnl_convolution_…}; or for a
   * smaller part, if there is a primitive for the others already.
   */
  private interface Description {
    dnnl_convolution_desc_t of(Layout in, Layout out, int algorithm, @Nullable Primitive others);
  }

  /**
   * The activations that a primitive reads or writes: those before the convolution and behind it,
   * or the other way round.
   */
  private static final class Ends {

    private final long[] in;
    private final long[] out;
    private final int inQuery;
    private final int outQuery;

    /** Of given sides, with the queries for their layouts, {@code dnnl_query_…_md}. */
    Ends(long[] in, long[] out, int inQuery, int outQuery) {
      this.in = in;
      this.out = out;
      this.inQuery = inQuery;
      this.outQuery = outQuery;
    }

    /** The first of the algorithms that there are, for each size of part; empty if for one none. */
    Optional<PartPrimitives> find(
        Assembly assembly,
        Parts parts,
        Description description,
        List<Integer> wanted,
        List<PostOperation> then,
        @Nullable Primitive hint) {
      Map<Long, Primitive> found = new LinkedHashMap<>();
      for (long size : parts.sizes()) {
        Primitive first = found.get(parts.examples());
        Layout from = layout(assembly, size, in, inQuery, first);
        Layout to = layout(assembly, size, out, outQuery, first);
        Optional<Primitive> primitive =
            wanted.stream()
                .flatMap(
                    algorithm ->
                        assembly
                            .find(description.of(from, to, algorithm, first), then, hint)
                            .stream())
                .findFirst();
        if (primitive.isEmpty()) {
          return Optional.empty();
        }
        found.put(size, primitive.get());
      }
      return Optional.of(new PartPrimitives(parts, found));
    }

    private static Layout layout(
        Assembly assembly, long size, long[] sides, int query, @Nullable Primitive model) {
      return model == null
          ? Layout.any(assembly.factors(), size, sides[1], sides[2], sides[3])
          : model.layout(query).ofExamples(size);
    }
  }

  private dnnl_convolution_desc_t forward(int kind, Layout in, Layout out, int algorithm) {
    Layout kernels = Layout.any(in.type(), weights.sides());
    return convolution(
        kind,
        algorithm,
        in,
        kernels,
        biasDescriptor(bias),
        out,
        geometry.before(),
        geometry.after());
  }

  private dnnl_convolution_desc_t turned(
      Layout in, Layout out, int algorithm, @Nullable Primitive others) {
    long[] given = weights.sides();
    Layout kernels = Layout.any(in.type(), given[1], given[0], given[2], given[3]);
    return convolution(
        dnnl_forward_inference,
        algorithm,
        in,
        kernels,
        null,
        out,
        geometry.turnedBefore(),
        geometry.turnedAfter());
  }

  private dnnl_convolution_desc_t convolution(
      int kind,
      int algorithm,
      Layout in,
      Layout kernels,
      @Nullable dnnl_memory_desc_t added,
      Layout out,
      long[] before,
      long[] after) {
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_forward_desc_init(
            description,
            kind,
            algorithm,
            in.descriptor(),
            kernels.descriptor(),
            added,
            out.descriptor(),
            geometry.strides(),
            geometry.dilations(),
            before,
            after),
        "describe the convolution '%s'".formatted(convolution.layer()));
    return description;
  }

  private dnnl_convolution_desc_t weights(
      Layout in, Layout out, int algorithm, @Nullable Primitive others, boolean withBias) {
    // What parts contribute is added up.
    Layout gradient =
        others == null ? Layout.any(weights.sides()) : others.layout(dnnl_query_diff_weights_md);
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_backward_weights_desc_init(
            description,
            algorithm,
            in.descriptor(),
            gradient.descriptor(),
            biasDescriptor(withBias),
            out.descriptor(),
            geometry.strides(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the weight gradient of '%s'".formatted(convolution.layer()));
    return description;
  }

  private dnnl_convolution_desc_t input(
      Layout in, Layout out, int algorithm, @Nullable Primitive others) {
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_dilated_convolution_backward_data_desc_init(
            description,
            algorithm,
            in.descriptor(),
            Layout.any(in.type(), weights.sides()).descriptor(),
            out.descriptor(),
            geometry.strides(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the input gradient of '%s'".formatted(convolution.layer()));
    return description;
  }

  private @Nullable dnnl_memory_desc_t biasDescriptor(boolean wanted) {
    return wanted ? Layout.plain(sides[1]).descriptor() : null;
  }
}
