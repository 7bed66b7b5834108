package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A weighted sum of tensors of one shape. */
final class SumKernel implements Kernel {

  private final List<Double> factors;

  SumKernel(List<Double> factors) {
    this.factors = factors;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    if (factors.equals(List.of(1.0))) {
      return inputs.get(0);
    }
    Layout layout = inputs.get(0).layout();
    List<Tensor> terms = inputs.stream().map(input -> assembly.in(layout, input)).toList();
    float[] scales = new float[terms.size()];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = factors.get(i).floatValue();
    }
    return sum(assembly, terms, scales);
  }

  /** Records {@code factor * term}, and returns it. */
  static Tensor scaled(Assembly assembly, Tensor term, double factor) {
    return sum(assembly, List.of(term), new float[] {(float) factor});
  }

  private static Tensor sum(Assembly assembly, List<Tensor> terms, float[] scales) {
    Layout layout = terms.get(0).layout();
    Tensor result = assembly.tensor(layout);
    Primitive primitive =
        assembly.own(
            Primitive.sum(
                assembly.processor(), layout, Collections.nCopies(terms.size(), layout), scales));
    Call call = assembly.step("sum", primitive).with(DNNL_ARG_DST, result);
    for (int i = 0; i < terms.size(); i++) {
      call.with(DNNL_ARG_MULTIPLE_SRC + i, terms.get(i));
    }
    call.record();
    return result;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      float factor = factors.get(i).floatValue();
      gradients.add(
          factor == 1 || !needed.get(i)
              ? new Gradient(result.tensor(), false)
              : new Gradient(scaled(assembly, result.tensor(), factor), true));
    }
    return gradients;
  }
}
