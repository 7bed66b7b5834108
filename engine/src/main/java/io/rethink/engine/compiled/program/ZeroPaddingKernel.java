package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Operation.ZeroPadding;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Zeros around an image: it is copied into the middle of a cleared tensor. */
final class ZeroPaddingKernel implements Kernel {

  private final long[] start;
  private final long[] sides;
  private @Nullable Layout inputLayout;

  ZeroPaddingKernel(ZeroPadding padding, long[] sides) {
    this.start = new long[] {0, 0, padding.top(), padding.left()};
    this.sides = sides;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    Tensor in = assembly.plain(inputs.get(0));
    Tensor padded = assembly.tensor(Layout.plain(in.layout().type(), sides));
    assembly.zero("zeros", padded);
    assembly.reorder(in, middle(padded, in.layout()));
    inputLayout = in.layout();
    return padded;
  }

  private Tensor middle(Tensor padded, Layout layout) {
    return padded.as(padded.layout().slice(layout.sides(), start));
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Layout layout = Objects.requireNonNull(inputLayout);
    Tensor lower = assembly.tensor(layout);
    assembly.reorder(middle(assembly.plain(result.tensor()), layout), lower);
    return List.of(new Gradient(lower, true));
  }
}
