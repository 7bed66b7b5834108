package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
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
    return assembly.plain(inputs.get(0)).as(Layout.plain(sides));
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Layout layout = Layout.plain(result.tensor().layout().sides());
    Gradient plain = result.in(assembly, layout);
    Layout inputLayout = Layout.plain(Objects.requireNonNull(inputSides));
    return List.of(new Gradient(plain.tensor().as(inputLayout), plain.exclusive()));
  }
}
