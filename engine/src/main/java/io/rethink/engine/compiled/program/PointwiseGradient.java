package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_direct;
import static org.bytedeco.dnnl.global.dnnl.dnnl_convolution_forward_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_forward_training;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_src_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.PostOperation;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;

/**
 * What a 1x1 convolution of stride 1 contributes to the gradient of its input. That is itself such
 * a convolution of the result's gradient, with the weights turned, and so can be added to what
 * others have contributed while it is computed.
 *
 * @param node whose steps these are
 * @param weights {@code [out, in, 1, 1]}
 * @param result the layout of the convolution's result, {@code [batch, out, height, width]}
 * @param difference the gradient of the result
 * @param own records the contribution in a tensor of its own
 */
record PointwiseGradient(
    String node, Tensor weights, Layout result, Tensor difference, Function<Assembly, Gradient> own)
    implements Contribution {

  @Override
  public Gradient alone(Assembly assembly) {
    return assembly.at(node, () -> own.apply(assembly));
  }

  /** Records the sum of this and what others have contributed. */
  Gradient addedTo(Assembly assembly, Gradient others) {
    return assembly.at(
        node,
        () -> {
          boolean image = others.tensor().layout().sides().length == result.sides().length;
          if (image && others.exclusive() && recordAddition(assembly, others.tensor())) {
            return new Gradient(others.tensor(), true);
          }
          Tensor alone = own.apply(assembly).tensor();
          Tensor added = assembly.in(alone.layout(), others.tensor());
          return new Gradient(Binary.add(assembly, alone, added, alone), true);
        });
  }

  private boolean recordAddition(Assembly assembly, Tensor target) {
    ValueType type = assembly.factors();
    long outputs = weights.layout().side(0);
    long inputs = weights.layout().side(1);
    Layout turned =
        Layout.strided(new long[] {inputs, outputs, 1, 1}, new long[] {1, inputs, 1, 1});
    long[] none = {0, 0};
    dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
    check(
        dnnl_convolution_forward_desc_init(
            description,
            dnnl_forward_training,
            dnnl_convolution_direct,
            Layout.any(type, result.sides()).descriptor(),
            Layout.any(type, turned.sides()).descriptor(),
            null,
            target.layout().descriptor(),
            new long[] {1, 1},
            none,
            none),
        "describe the input gradient of '%s'".formatted(node));
    Optional<Primitive> found =
        assembly
            .find(description, List.of(new PostOperation.Accumulation(1)), null)
            .filter(primitive -> primitive.implementation().startsWith("jit"));
    if (found.isEmpty()) {
      return false;
    }
    Primitive primitive = found.get();
    assembly
        .step("added backward data", primitive)
        .with(DNNL_ARG_SRC, assembly.in(primitive.layout(dnnl_query_src_md), difference))
        .with(
            DNNL_ARG_WEIGHTS,
            assembly.factor(primitive.layout(dnnl_query_weights_md), weights.as(turned)))
        .with(DNNL_ARG_DST, target)
        .flops(2 * result.length() * inputs)
        .record();
    return true;
  }
}
