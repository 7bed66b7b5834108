package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Function;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of each value. */
final class ElementwiseKernel implements Kernel {

  private final Function function;
  private @Nullable Tensor source;
  private @Nullable Tensor target;

  ElementwiseKernel(Function function) {
    this.function = function;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    source = inputs.get(0);
    target = ElementwiseFunctions.forward(assembly, function, inputs.get(0));
    return target;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    if (source == null || target == null) {
      throw new IllegalStateException("backward before forward");
    }
    return List.of(ElementwiseFunctions.backward(assembly, function, source, target, result));
  }
}
