package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward;
import static org.bytedeco.dnnl.global.dnnl.dnnl_backward_data;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_batch_normalization_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_inference;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_fuse_norm_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_workspace_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_global_stats;
import static org.bytedeco.dnnl.global.dnnl.dnnl_use_scaleshift;

import io.rethink.engine.compiled.ir.Function;
import io.rethink.engine.compiled.ir.Operation.BatchNormalization;
import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.jspecify.annotations.Nullable;

/** Batch normalization: by the batch's statistics in training, else by the running ones. */
final class BatchNormalizationKernel implements Kernel {

  private final BatchNormalization normalization;
  private final ParameterTensors parameters;
  private final boolean training;
  private @Nullable Tensor source;
  private @Nullable Tensor scaleAndShift;
  private @Nullable Tensor signs;
  private @Nullable Tensor mean;
  private @Nullable Tensor variance;
  private @Nullable Primitive forward;

  BatchNormalizationKernel(
      BatchNormalization normalization, ParameterTensors parameters, boolean training) {
    this.normalization = normalization;
    this.parameters = parameters;
    this.training = training;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor given = inputs.get(0);
    long[] sides = given.layout().sides();
    // Vectors are images of one pixel.
    Tensor in =
        sides.length == 4 ? given : given.as(given.layout().reshaped(sides[0], sides[1], 1, 1));
    scaleAndShift = ScaleAndShift.of(assembly, normalization, parameters, sides[1]);
    dnnl_batch_normalization_desc_t description = new dnnl_batch_normalization_desc_t();
    check(
        dnnl_batch_normalization_forward_desc_init(
            description,
            training ? dnnl_forward_training : dnnl_forward_inference,
            in.layout().descriptor(),
            (float) normalization.epsilon(),
            flags()),
        "describe batch normalization");
    Primitive primitive = assembly.primitive(description, null);
    RunningStatistics running =
        new RunningStatistics(normalization, parameters, Math.toIntExact(sides[1]));
    Tensor centre = training ? assembly.tensor(Layout.plain(sides[1])) : running.mean(assembly);
    Tensor spread = training ? assembly.tensor(Layout.plain(sides[1])) : running.variance(assembly);
    Tensor result = assembly.tensor(in.layout());
    Call call =
        assembly
            .step(fusesRelu() ? "normalization, relu" : "normalization", primitive)
            .with(DNNL_ARG_SRC, in)
            .with(DNNL_ARG_DST, result)
            .with(DNNL_ARG_MEAN, centre)
            .with(DNNL_ARG_VARIANCE, spread);
    if (scaleAndShift != null) {
      call.with(DNNL_ARG_SCALE_SHIFT, scaleAndShift);
    }
    if (fusesRelu()) {
      signs = assembly.tensor(primitive.layout(dnnl_query_workspace_md));
      call.with(DNNL_ARG_WORKSPACE, signs);
    }
    call.record();
    if (fusesRelu()) {
      passOnNan(assembly, centre, spread, result);
    } else if (normalization.relu()) {
      ElementwiseFunctions.replace(assembly, Function.RELU, result);
    }
    if (training) {
      running.record(assembly, centre, spread);
    }
    source = in;
    mean = centre;
    variance = spread;
    forward = primitive;
    return result;
  }

  /**
   * Whether oneDNN does the ReLU as well, which makes 0 of NaN. In training the statistics tell
   * where that was: in all of a channel that has NaN or infinity.
   */
  private boolean fusesRelu() {
    return training && normalization.relu();
  }

  /** Writes the channels that have no mean or deviation. */
  private static void passOnNan(Assembly assembly, Tensor mean, Tensor variance, Tensor result) {
    float[] means = new float[Math.toIntExact(mean.layout().length())];
    float[] variances = new float[means.length];
    assembly.routine(
        "NaN and infinity",
        List.of(mean, variance, result),
        () -> {
          mean.storage().pointer().get(means);
          variance.storage().pointer().get(variances);
          if (NonFinite.areFinite(means) && NonFinite.areFinite(variances)) {
            return;
          }
          SingleValues values = new SingleValues(result);
          for (int channel = 0; channel < means.length; channel++) {
            if (!Float.isFinite(means[channel]) || Float.isNaN(variances[channel])) {
              values.fill(channel, Double.NaN);
            }
          }
        });
  }

  private int flags() {
    return (training ? 0 : dnnl_use_global_stats)
        | (scaleAndShift == null ? 0 : dnnl_use_scaleshift)
        | (fusesRelu() ? dnnl_fuse_norm_relu : 0);
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor in = Objects.requireNonNull(source);
    Gradient moved = result.in(assembly, in.layout());
    Tensor upper = moved.tensor();
    Tensor lower = moved.overwritten(assembly);
    dnnl_batch_normalization_desc_t description = new dnnl_batch_normalization_desc_t();
    check(
        dnnl_batch_normalization_backward_desc_init(
            description,
            scaleAndShift == null ? dnnl_backward_data : dnnl_backward,
            upper.layout().descriptor(),
            in.layout().descriptor(),
            (float) normalization.epsilon(),
            flags()),
        "describe the way back of batch normalization");
    Primitive primitive = assembly.primitive(description, Objects.requireNonNull(forward));
    Call call =
        assembly
            .step("normalization backward", primitive)
            .with(DNNL_ARG_SRC, in)
            .with(DNNL_ARG_MEAN, Objects.requireNonNull(mean))
            .with(DNNL_ARG_VARIANCE, Objects.requireNonNull(variance))
            .with(DNNL_ARG_DIFF_DST, upper)
            .with(DNNL_ARG_DIFF_SRC, lower);
    if (scaleAndShift != null) {
      call.with(DNNL_ARG_SCALE_SHIFT, scaleAndShift);
    }
    if (scaleAndShift != null) {
      call.with(DNNL_ARG_DIFF_SCALE_SHIFT, scaleAndShiftGradient(assembly, in.layout().side(1)));
    }
    if (signs != null) {
      call.with(DNNL_ARG_WORKSPACE, signs);
    }
    call.record();
    // The batch's mean takes back what is added to a whole channel.
    return List.of(new Gradient(lower, true, true));
  }

  /** Where the gradient of scale and shift goes; nobody reads that of constants. */
  private Tensor scaleAndShiftGradient(Assembly assembly, long channels) {
    return normalization.trained()
        ? parameters.gradient(assembly, normalization.layer(), "gamma", 2, channels)
        : assembly.tensor(Layout.plain(2, channels));
  }
}
