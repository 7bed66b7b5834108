package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Dropout: a product with a mask that is drawn anew at each run. */
final class DropoutKernel implements Kernel {

  private final double keep;
  private final DropoutMask noise;
  private @Nullable Tensor mask;
  private @Nullable Layout layout;

  /**
   * Dropout.
   *
   * @param keep the share of values that are kept
   * @param noise draws the masks
   */
  DropoutKernel(double keep, DropoutMask noise) {
    this.keep = keep;
    this.noise = noise;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor in = inputs.get(0);
    Tensor factors = assembly.tensor(in.layout().of(ValueType.FLOAT32));
    float[] values = new float[Math.toIntExact(factors.layout().bytes() / Float.BYTES)];
    assembly.routine(
        "dropout mask",
        List.of(factors),
        () -> {
          noise.draw(values, keep);
          factors.storage().pointer().put(values);
        });
    mask = factors;
    layout = in.layout();
    return Binary.multiply(assembly, in, factors, assembly.tensor(in.layout()));
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor factors = Objects.requireNonNull(mask);
    Gradient upper = result.in(assembly, Objects.requireNonNull(layout));
    Tensor lower = upper.overwritten(assembly);
    return List.of(new Gradient(Binary.multiply(assembly, upper.tensor(), factors, lower), true));
  }
}
