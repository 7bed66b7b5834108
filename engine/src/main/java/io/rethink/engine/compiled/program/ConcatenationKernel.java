package io.rethink.engine.compiled.program;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MULTIPLE_SRC;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_dst_md;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.OneDnnException;
import io.rethink.engine.compiled.onednn.Primitive;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Channels of several tensors side by side; on the way back each gets a copy of its part. */
final class ConcatenationKernel implements Kernel {

  private final long[] sides;
  private @Nullable List<Tensor> sources;

  ConcatenationKernel(long[] sides) {
    this.sides = sides;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    ValueType type = assembly.activations();
    boolean vectors = inputs.stream().allMatch(input -> input.layout().sides().length == 2);
    int count = vectors ? 2 : 4;
    List<Tensor> parts =
        inputs.stream()
            .map(input -> assembly.as(type, Sides.count(assembly, input, count)))
            .toList();
    Layout open = Layout.any(type, Arrays.copyOf(sides, count));
    List<Layout> layouts = parts.stream().map(Tensor::layout).toList();
    Primitive primitive =
        assembly.own(Primitive.concatenation(assembly.processor(), open, layouts));
    Tensor result = assembly.tensor(primitive.layout(dnnl_query_dst_md));
    Call call = assembly.step("concatenation", primitive).with(DNNL_ARG_DST, result);
    for (int i = 0; i < parts.size(); i++) {
      call.with(DNNL_ARG_MULTIPLE_SRC + i, parts.get(i));
    }
    call.record();
    sources = parts;
    return result;
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    List<Gradient> gradients = new ArrayList<>();
    long channel = 0;
    List<Tensor> inputs = Objects.requireNonNull(sources);
    for (int i = 0; i < inputs.size(); i++) {
      Layout layout = inputs.get(i).layout();
      gradients.add(
          needed.get(i)
              ? new Gradient(part(assembly, result.tensor(), layout, channel), true)
              : result);
      channel += layout.side(1);
    }
    return gradients;
  }

  private static Tensor part(Assembly assembly, Tensor whole, Layout layout, long channel) {
    long[] start = new long[layout.sides().length];
    start[1] = channel;
    Tensor sided = Sides.count(assembly, whole, start.length);
    Tensor part = assembly.tensor(layout);
    assembly.reorder(sliced(assembly, sided, layout.sides(), start), part);
    return part;
  }

  private static Tensor sliced(Assembly assembly, Tensor whole, long[] sides, long[] start) {
    try {
      return whole.as(whole.layout().slice(sides, start));
    } catch (OneDnnException blocked) {
      // The part begins or ends inside a block of channels.
      Tensor plain = assembly.plain(whole);
      return plain.as(plain.layout().slice(sides, start));
    }
  }
}
