package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The product of tensors of one shape, value by value. */
final class ProductKernel implements Kernel {

  private @Nullable List<Tensor> sources;

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Layout layout = inputs.get(0).layout();
    List<Tensor> factors = inputs.stream().map(input -> assembly.in(layout, input)).toList();
    sources = factors;
    return product(assembly, factors);
  }

  private static Tensor product(Assembly assembly, List<Tensor> factors) {
    Tensor product = factors.get(0);
    for (int i = 1; i < factors.size(); i++) {
      product =
          Binary.multiply(assembly, product, factors.get(i), assembly.tensor(product.layout()));
    }
    return product;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    List<Tensor> factors = Objects.requireNonNull(sources);
    Layout layout = factors.get(0).layout();
    Tensor upper = assembly.in(layout, result.tensor());
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      List<Tensor> others = new ArrayList<>(factors);
      others.set(i, upper);
      gradients.add(new Gradient(product(assembly, others), factors.size() > 1));
    }
    return gradients;
  }
}
