package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The same values, in row-major order, in another shape. */
final class ReshapeKernel implements Kernel {

  private final long[] sides;
  private long @Nullable [] inputSides;

  ReshapeKernel(long[] sides) {
    this.sides = sides;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    inputSides = inputs.get(0).layout().sides();
    Tensor plain = assembly.plain(inputs.get(0));
    return plain.as(Layout.plain(plain.layout().type(), sides));
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    ValueType type = result.tensor().layout().type();
    Gradient plain = result.in(assembly, Layout.plain(type, result.tensor().layout().sides()));
    Layout inputLayout = Layout.plain(type, Objects.requireNonNull(inputSides));
    return List.of(new Gradient(plain.tensor().as(inputLayout), plain.exclusive()));
  }
}
