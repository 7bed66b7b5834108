package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Collects what the readers of each value contribute to its gradient. */
final class Gradients {

  private final List<List<Gradient>> contributions = new ArrayList<>();

  Gradients(int values) {
    for (int i = 0; i < values; i++) {
      contributions.add(new ArrayList<>());
    }
  }

  void add(int value, Gradient contribution) {
    contributions.get(value).add(contribution);
  }

  /** The sum of all contributions to {@code value}; empty if there is none. */
  Optional<Gradient> take(Assembly assembly, int value) {
    List<Gradient> parts = contributions.get(value);
    if (parts.size() < 2) {
      return parts.stream().findFirst();
    }
    int target = 0;
    while (target < parts.size() - 1 && !parts.get(target).exclusive()) {
      target++;
    }
    Collections.swap(parts, 0, target);
    Layout layout = parts.get(0).tensor().layout();
    List<Tensor> tensors = parts.stream().map(part -> assembly.in(layout, part.tensor())).toList();
    // The first term may be the result as well.
    Tensor sum = parts.get(0).exclusive() ? tensors.get(0) : assembly.tensor(layout);
    float[] ones = new float[tensors.size()];
    Arrays.fill(ones, 1);
    Primitive primitive =
        assembly.own(
            Primitive.sum(
                assembly.processor(), layout, Collections.nCopies(ones.length, layout), ones));
    Assembly.Call call = assembly.step("sum of gradients", primitive).with(DNNL_ARG_DST, sum);
    for (int i = 0; i < tensors.size(); i++) {
      call.with(DNNL_ARG_MULTIPLE_SRC + i, tensors.get(i));
    }
    call.record();
    return Optional.of(new Gradient(sum, true));
  }
}
