package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_elu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_linear;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_logistic_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_swish;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh;
import static org.bytedeco.dnnl.global.dnnl.dnnl_eltwise_tanh_use_dst_for_bwd;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;

import io.rethink.engine.compiled.ir.Function;
import io.rethink.engine.compiled.onednn.OneDnnException;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;

/** Element-wise functions as oneDNN has them. */
final class ElementwiseFunctions {

  /**
   * The slope of ReLU below 0 on the way forward. oneDNN's ReLU of slope 0 turns NaN into 0, which
   * would hide that a network has diverged; this slope is lost in the rounding of any sum.
   */
  private static final float RELU_SLOPE = 1e-16f;

  private ElementwiseFunctions() {}

  /** The function as a post-operation. */
  static PostOperation postOperation(Function function) {
    return new PostOperation.Function(algorithm(function), forwardParameter(function), 0);
  }

  private static float forwardParameter(Function function) {
    return function.equals(Function.RELU) ? RELU_SLOPE : (float) function.parameter();
  }

  private static int algorithm(Function function) {
    return switch (function.kind()) {
      case RELU -> dnnl_eltwise_relu;
      case ELU -> dnnl_eltwise_elu;
      case SIGMOID -> dnnl_eltwise_logistic;
      case TANH -> dnnl_eltwise_tanh;
      case SWISH -> dnnl_eltwise_swish;
      case LINEAR -> dnnl_eltwise_linear;
    };
  }

  /** The algorithm of the way back, and whether it reads the result rather than the input. */
  private record WayBack(int algorithm, boolean readsResult) {}

  private static WayBack wayBack(Function function) {
    return switch (function.kind()) {
      case RELU -> new WayBack(dnnl_eltwise_relu_use_dst_for_bwd, true);
      case ELU -> new WayBack(dnnl_eltwise_elu_use_dst_for_bwd, true);
      case SIGMOID -> new WayBack(dnnl_eltwise_logistic_use_dst_for_bwd, true);
      case TANH -> new WayBack(dnnl_eltwise_tanh_use_dst_for_bwd, true);
      case SWISH, LINEAR -> new WayBack(algorithm(function), false);
    };
  }

  /** Records {@code function} of {@code source}. */
  static Tensor forward(Assembly assembly, Function function, Tensor source) {
    Tensor target = assembly.tensor(source.layout());
    record(assembly, function, source, target);
    return target;
  }

  /** Records {@code function} of {@code values}, which it replaces. */
  static void replace(Assembly assembly, Function function, Tensor values) {
    record(assembly, function, values, values);
  }

  private static void record(Assembly assembly, Function function, Tensor source, Tensor target) {
    assembly
        .step(function.toString(), forwardPrimitive(assembly, function, source))
        .with(DNNL_ARG_SRC, source)
        .with(DNNL_ARG_DST, target)
        .record();
  }

  private static Primitive forwardPrimitive(Assembly assembly, Function function, Tensor source) {
    dnnl_eltwise_desc_t description = new dnnl_eltwise_desc_t();
    OneDnnException.check(
        dnnl_eltwise_forward_desc_init(
            description,
            dnnl_forward_training,
            algorithm(function),
            source.layout().descriptor(),
            forwardParameter(function),
            0),
        "describe " + function);
    return assembly.primitive(description, null);
  }

  /**
   * Records the derivative: the result's gradient times that of the function, in the result's
   * layout.
   *
   * @param source what the function was applied to; not read by functions whose derivative follows
   *     from their value
   * @param target the function's value
   */
  static Gradient backward(
      Assembly assembly, Function function, Tensor source, Tensor target, Gradient gradient) {
    WayBack wayBack = wayBack(function);
    Tensor read = wayBack.readsResult() ? target : source;
    Gradient moved = gradient.in(assembly, read.layout());
    Tensor upper = moved.tensor();
    Tensor lower = moved.overwritten(assembly);
    dnnl_eltwise_desc_t description = new dnnl_eltwise_desc_t();
    OneDnnException.check(
        dnnl_eltwise_backward_desc_init(
            description,
            wayBack.algorithm(),
            upper.layout().descriptor(),
            read.layout().descriptor(),
            (float) function.parameter(),
            0),
        "describe the way back of " + function);
    Primitive primitive =
        assembly.primitive(description, forwardPrimitive(assembly, function, read));
    assembly
        .step(function + " backward", primitive)
        .with(wayBack.readsResult() ? DNNL_ARG_DST : DNNL_ARG_SRC, read)
        .with(DNNL_ARG_DIFF_DST, upper)
        .with(DNNL_ARG_DIFF_SRC, lower)
        .record();
    return new Gradient(lower, true);
  }
}
