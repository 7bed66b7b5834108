package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_exclude_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_avg_include_padding;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_max;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_v2_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_pooling_v2_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;

import io.rethink.engine.compiled.ir.Operation.AveragePooling;
import io.rethink.engine.compiled.ir.Window;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_pooling_v2_desc_t;
import org.jspecify.annotations.Nullable;

/** Pooling; the maxima's places are kept for the way back. */
final class PoolingKernel implements Kernel {

  private final int algorithm;
  private final Window window;
  private final Geometry geometry;
  private final long[] sides;
  private final boolean training;
  private @Nullable Tensor source;
  private @Nullable Tensor target;
  private @Nullable Tensor places;
  private @Nullable Primitive forward;

  private PoolingKernel(int algorithm, Window window, long[] sides, boolean training) {
    this.algorithm = algorithm;
    this.window = window;
    this.geometry = new Geometry(window);
    this.sides = sides;
    this.training = training;
  }

  static PoolingKernel max(Window window, long[] sides, boolean training) {
    return new PoolingKernel(dnnl_pooling_max, window, sides, training);
  }

  static PoolingKernel average(AveragePooling pooling, long[] sides, boolean training) {
    return new PoolingKernel(
        pooling.countsPadding()
            ? dnnl_pooling_avg_include_padding
            : dnnl_pooling_avg_exclude_padding,
        pooling.window(),
        sides,
        training);
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor in = inputs.get(0);
    dnnl_pooling_v2_desc_t description = new dnnl_pooling_v2_desc_t();
    check(
        dnnl_pooling_v2_forward_desc_init(
            description,
            training ? dnnl_forward_training : dnnl_forward_inference,
            algorithm,
            in.layout().descriptor(),
            Layout.any(in.layout().type(), sides).descriptor(),
            geometry.strides(),
            geometry.kernel(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe pooling");
    Primitive primitive = assembly.primitive(description, null);
    Tensor result = assembly.tensor(primitive.layout(dnnl_query_dst_md));
    Call call =
        assembly.step("pooling", primitive).with(DNNL_ARG_SRC, in).with(DNNL_ARG_DST, result);
    if (training && algorithm == dnnl_pooling_max) {
      places = assembly.tensor(primitive.layout(dnnl_query_workspace_md));
      call.with(DNNL_ARG_WORKSPACE, places);
    }
    call.record();
    if (algorithm == dnnl_pooling_max) {
      NonFinite.record(
          assembly,
          in,
          List.of(in, result),
          (example, channels) ->
              writeMaxima(example, channels, new SingleValues(in), new SingleValues(result)));
    }
    source = in;
    target = result;
    forward = primitive;
    return result;
  }

  /** oneDNN's maximum leaves NaN out, and starts from the lowest finite number. */
  private void writeMaxima(int example, int[] channels, SingleValues input, SingleValues maxima) {
    for (int channel : channels) {
      for (int row = 0; row < maxima.height(); row++) {
        for (int column = 0; column < maxima.width(); column++) {
          maxima.put(example, channel, row, column, maximum(example, channel, row, column, input));
        }
      }
    }
  }

  /** The largest value in the window of a result; NaN if there is one. */
  private double maximum(int example, int channel, int row, int column, SingleValues input) {
    return window
        .vertical()
        .inputs(row, input.height())
        .mapToDouble(
            i ->
                window
                    .horizontal()
                    .inputs(column, input.width())
                    .mapToDouble(j -> input.get(example, channel, i, j))
                    .reduce(Double.NEGATIVE_INFINITY, Math::max))
        .reduce(Double.NEGATIVE_INFINITY, Math::max);
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Layout layout = Objects.requireNonNull(source).layout();
    Layout resultLayout = Objects.requireNonNull(target).layout();
    dnnl_pooling_v2_desc_t description = new dnnl_pooling_v2_desc_t();
    check(
        dnnl_pooling_v2_backward_desc_init(
            description,
            algorithm,
            layout.descriptor(),
            resultLayout.descriptor(),
            geometry.strides(),
            geometry.kernel(),
            geometry.dilations(),
            geometry.before(),
            geometry.after()),
        "describe the way back of pooling");
    Primitive primitive = assembly.primitive(description, Objects.requireNonNull(forward));
    Tensor lower = assembly.tensor(layout);
    Call call =
        assembly
            .step("pooling backward", primitive)
            .with(DNNL_ARG_DIFF_DST, assembly.in(resultLayout, result.tensor()))
            .with(DNNL_ARG_DIFF_SRC, lower);
    if (places != null) {
      call.with(DNNL_ARG_WORKSPACE, places);
    }
    call.record();
    return List.of(new Gradient(lower, true));
  }
}
