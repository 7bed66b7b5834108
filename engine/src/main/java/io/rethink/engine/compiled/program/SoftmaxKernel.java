package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_backward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_softmax_forward_desc_init;

import io.rethink.engine.compiled.onednn.Primitive;
import java.util.List;
import java.util.Objects;
import org.bytedeco.dnnl.dnnl_softmax_desc_t;
import org.jspecify.annotations.Nullable;

/** Softmax over the channels. */
final class SoftmaxKernel implements Kernel {

  private @Nullable Tensor target;
  private @Nullable Primitive forward;

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor in = inputs.get(0);
    dnnl_softmax_desc_t description = new dnnl_softmax_desc_t();
    check(
        dnnl_softmax_forward_desc_init(
            description, dnnl_forward_training, in.layout().descriptor(), 1),
        "describe softmax");
    Primitive primitive = assembly.primitive(description, null);
    Tensor result = assembly.tensor(in.layout());
    assembly.step("softmax", primitive).with(DNNL_ARG_SRC, in).with(DNNL_ARG_DST, result).record();
    target = result;
    forward = primitive;
    return result;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor value = Objects.requireNonNull(target);
    Tensor upper = assembly.in(value.layout(), result.tensor());
    Tensor lower = assembly.tensor(upper.layout());
    dnnl_softmax_desc_t description = new dnnl_softmax_desc_t();
    check(
        dnnl_softmax_backward_desc_init(
            description, upper.layout().descriptor(), value.layout().descriptor(), 1),
        "describe the way back of softmax");
    Primitive primitive = assembly.primitive(description, Objects.requireNonNull(forward));
    assembly
        .step("softmax backward", primitive)
        .with(DNNL_ARG_DST, value)
        .with(DNNL_ARG_DIFF_DST, upper)
        .with(DNNL_ARG_DIFF_SRC, lower)
        .record();
    return List.of(new Gradient(lower, true));
  }
}
