package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_exp;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_log;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.rethink.engine.compiled.ir.Operation.LocalResponseNormalization;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.jspecify.annotations.Nullable;

/**
 * Local response normalization out of fast parts: the sums over channels are a 1x1 convolution of
 * the squares with a banded matrix, their power is taken as that convolution's result is written.
 * oneDNN's own primitive has a fast kernel for windows of 5 only. All of it is done on 32-bit
 * floats: sums of squares are nothing to round to 8 bits.
 *
 * <p>With s = k + alpha sum x^2, y = x s^-beta, and dx_i = dy_i s_i^-beta - 2 alpha beta x_i sum_j
 * dy_j x_j s_j^(-beta-1) over the j whose window holds i.
 */
final class LocalResponseNormalizationKernel implements Kernel {

  private static final long[] UNIT = {1, 1};
  private static final long[] ZERO = {0, 0};

  private final LocalResponseNormalization normalization;
  private @Nullable Tensor source;
  private @Nullable Tensor squares;
  private @Nullable Tensor power;

  LocalResponseNormalizationKernel(LocalResponseNormalization normalization) {
    this.normalization = normalization;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor in = assembly.as(ValueType.FLOAT32, inputs.get(0));
    Tensor square = assembly.tensor(in.layout());
    Binary.multiply(assembly, in, in, square);
    Tensor scale = bandSum(assembly, square, normalization.alpha(), power(-normalization.beta()));
    Tensor used = assembly.in(in.layout(), scale);
    source = in;
    squares = square;
    power = used;
    Tensor result = Binary.multiply(assembly, in, used, assembly.tensor(in.layout()));
    // Squares of finite values may be infinite.
    NonFinite.record(
        assembly,
        square,
        List.of(in, result),
        (example, channels) -> normalize(example, new SingleValues(in), new SingleValues(result)));
    return assembly.as(assembly.activations(), result);
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor in = Objects.requireNonNull(source);
    Layout layout = in.layout();
    Tensor upper = assembly.in(layout, result.tensor());
    Tensor steeper =
        assembly.in(
            layout,
            bandSum(
                assembly,
                Objects.requireNonNull(squares),
                normalization.alpha(),
                power(-normalization.beta() - 1)));
    Binary.multiply(assembly, in, steeper, steeper);
    Binary.multiply(assembly, upper, steeper, steeper);
    Tensor shared =
        assembly.in(
            layout,
            bandSum(assembly, steeper, -2 * normalization.alpha() * normalization.beta(), null));
    Binary.multiply(assembly, in, shared, shared);
    Tensor own = assembly.tensor(layout);
    Binary.multiply(assembly, upper, Objects.requireNonNull(power), own);
    Binary.add(assembly, own, shared, own);
    return List.of(new Gradient(assembly.as(assembly.activations(), own), true));
  }

  /** The product with the banded matrix spreads what is not finite over all channels. */
  private void normalize(int example, SingleValues input, SingleValues result) {
    for (int channel = 0; channel < input.channels(); channel++) {
      for (int row = 0; row < input.height(); row++) {
        for (int column = 0; column < input.width(); column++) {
          double scale = scale(example, channel, row, column, input);
          double value = input.get(example, channel, row, column);
          double normalized = value * Math.pow(scale, -normalization.beta());
          result.put(example, channel, row, column, normalized);
        }
      }
    }
  }

  private double scale(int example, int channel, int row, int column, SingleValues input) {
    int first = Math.max(0, channel - normalization.reach());
    int last = Math.min(input.channels() - 1, channel + normalization.reach());
    double sum = 0;
    for (int i = first; i <= last; i++) {
      sum += Math.pow(input.get(example, i, row, column), 2);
    }
    return normalization.k() + normalization.alpha() * sum;
  }

  /** {@code s^exponent} as functions of s. */
  private static List<PostOperation> power(double exponent) {
    return List.of(
        new PostOperation.Function(dnnl_eltwise_log, 0, 0),
        new PostOperation.Function(dnnl_eltwise_linear, (float) exponent, 0),
        new PostOperation.Function(dnnl_eltwise_exp, 0, 0));
  }

  /**
   * Records {@code factor} times the sum over each channel's window; with functions, of k plus that
   * sum.
   */
  private Tensor bandSum(
      Assembly assembly, Tensor terms, double factor, @Nullable List<PostOperation> functions) {
    long[] sides = terms.layout().sides();
    int channels = Math.toIntExact(sides[1]);
    // Left to itself, the convolution prefers a layout that its neighbours do not have.
    Layout open = terms.layout().isBlocked() ? terms.layout() : Layout.any(sides);
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_convolution_forward_desc_init(
            description,
            dnnl_forward_inference,
            dnnl_convolution_direct,
            open.descriptor(),
            Layout.any(channels, channels, 1, 1).descriptor(),
            functions == null ? null : Layout.plain(channels).descriptor(),
            open.descriptor(),
            UNIT,
            ZERO,
            ZERO),
        "describe a sum over channels");
    Primitive primitive =
        assembly.find(description, functions == null ? List.of() : functions, null).orElseThrow();
    Tensor sum = assembly.tensor(primitive.layout(dnnl_query_dst_md));
    Tensor band = assembly.constant(band(channels, factor), Layout.plain(channels, channels, 1, 1));
    Call call =
        assembly
            .step("sum over channels", primitive)
            .with(DNNL_ARG_SRC, assembly.in(primitive.layout(dnnl_query_src_md), terms))
            .with(DNNL_ARG_WEIGHTS, assembly.in(primitive.layout(dnnl_query_weights_md), band))
            .with(DNNL_ARG_DST, sum)
            .flops(2 * terms.layout().length() * channels);
    if (functions != null) {
      float[] constants = new float[channels];
      Arrays.fill(constants, (float) normalization.k());
      call.with(DNNL_ARG_BIAS, assembly.constant(constants, Layout.plain(channels)));
    }
    call.record();
    return sum;
  }

  private float[] band(int channels, double factor) {
    float[] band = new float[channels * channels];
    for (int i = 0; i < channels; i++) {
      int end = Math.min(channels - 1, i + normalization.reach());
      for (int j = Math.max(0, i - normalization.reach()); j <= end; j++) {
        band[i * channels + j] = (float) factor;
      }
    }
    return band;
  }
}
