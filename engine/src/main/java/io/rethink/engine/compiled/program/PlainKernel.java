package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.ValueType;
import java.util.ArrayList;
import java.util.List;

/** An operation on plain arrays, with copies to it and from it. */
final class PlainKernel implements Kernel {

  private final PlainOperation operation;
  private final long[] sides;
  private final boolean training;
  private final DropoutMask mask;
  private final ValueType resultType;
  private final List<Layout> inputLayouts = new ArrayList<>();

  /**
   * A kernel for {@code operation}.
   *
   * @param sides of the result
   * @param mask knows the seed of the present pass
   * @param resultType what its results are kept as
   */
  PlainKernel(
      PlainOperation operation,
      long[] sides,
      boolean training,
      DropoutMask mask,
      ValueType resultType) {
    this.operation = operation;
    this.sides = sides;
    this.training = training;
    this.mask = mask;
    this.resultType = resultType;
  }

  @Override
  public Tensor forward(Assembly assembly, List<Tensor> inputs) {
    List<Tensor> plain = inputs.stream().map(assembly::floats).toList();
    plain.forEach(input -> inputLayouts.add(input.layout()));
    Tensor result = assembly.tensor(Layout.plain(sides));
    List<Tensor> tensors = new ArrayList<>(plain);
    tensors.add(result);
    int batch = Math.toIntExact(sides[0]);
    assembly.plainRoutine(
        operation.name(),
        tensors,
        () -> {
          List<float[]> values = plain.stream().map(PlainKernel::read).toList();
          write(result, operation.forward(values, batch, training, mask.seed()));
        });
    return assembly.as(resultType, result);
  }

  @Override
  public List<Gradient> backward(Assembly assembly, Gradient result, List<Boolean> needed) {
    Tensor upper = assembly.floats(result.tensor());
    List<Tensor> lower = inputLayouts.stream().map(assembly::tensor).toList();
    List<Tensor> tensors = new ArrayList<>(lower);
    tensors.add(upper);
    assembly.plainRoutine(
        operation.name() + ", backward",
        tensors,
        () -> {
          List<float[]> gradients = operation.backward(read(upper));
          for (int i = 0; i < lower.size(); i++) {
            if (needed.get(i)) {
              write(lower.get(i), gradients.get(i));
            }
          }
        });
    List<Gradient> gradients = new ArrayList<>();
    for (int i = 0; i < lower.size(); i++) {
      gradients.add(
          needed.get(i)
              ? new Gradient(assembly.as(assembly.activations(), lower.get(i)), true)
              : result);
    }
    return gradients;
  }

  private static float[] read(Tensor tensor) {
    float[] values = new float[Math.toIntExact(tensor.layout().length())];
    tensor.storage().pointer().get(values);
    return values;
  }

  private static void write(Tensor tensor, float[] values) {
    if (values.length != tensor.layout().length()) {
      throw new IllegalStateException(
          "%d values where %s has %d"
              .formatted(values.length, tensor.layout(), tensor.layout().length()));
    }
    tensor.storage().pointer().put(values);
  }
}
