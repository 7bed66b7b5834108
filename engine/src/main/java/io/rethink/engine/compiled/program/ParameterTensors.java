package io.rethink.engine.compiled.program;

import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.compiled.onednn.Layout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The network's flat parameter and gradient vectors, as tensors in place. Row-major tensors lie in
 * the vectors themselves; weights in another layout are copied from and to them.
 */
public final class ParameterTensors {

  private final FloatPointer parameters;
  private final FloatPointer gradients;
  private final long length;
  private final List<ParameterBlock> blocks;
  private final Map<String, ParameterBlock> named = new HashMap<>();

  /**
   * Sees two vectors as tensors; the caller keeps them alive.
   *
   * @param parameters {@code [1, n]} float32
   * @param gradients {@code [1, n]} float32
   * @param blocks what both consist of, in the order of their offsets
   */
  public ParameterTensors(INDArray parameters, INDArray gradients, List<ParameterBlock> blocks) {
    this.parameters = floats(parameters);
    this.gradients = floats(gradients);
    this.length = parameters.length();
    this.blocks = List.copyOf(blocks);
    blocks.forEach(block -> named.put(key(block.layer(), block.name()), block));
  }

  private static FloatPointer floats(INDArray vector) {
    Pointer start = vector.data().addressPointer();
    return new FloatPointer(start).getPointer(0);
  }

  private static String key(String layer, String name) {
    return layer + "/" + name;
  }

  private long offset(String layer, String name) {
    ParameterBlock block = named.get(key(layer, name));
    if (block == null) {
      throw new IllegalStateException("no parameter '%s' in layer '%s'".formatted(name, layer));
    }
    return block.offset();
  }

  /** Where parameter {@code name} of a layer starts. */
  FloatPointer parameter(String layer, String name) {
    return parameters.getPointer(offset(layer, name));
  }

  /** Where the gradient of parameter {@code name} of a layer starts. */
  FloatPointer gradient(String layer, String name) {
    return gradients.getPointer(offset(layer, name));
  }

  /** Sets the whole gradient to 0. */
  void clearGradients() {
    Pointer.memset(gradients, 0, length * Float.BYTES);
  }

  /** What the vectors consist of, in the order of offsets. */
  List<ParameterBlock> blocks() {
    return blocks;
  }

  /** A stretch of the parameters in place. */
  Tensor parameters(Assembly assembly, Stretch stretch) {
    return in(assembly, parameters, stretch);
  }

  /** A stretch of the gradient in place. */
  Tensor gradients(Assembly assembly, Stretch stretch) {
    return in(assembly, gradients, stretch);
  }

  /** A stretch of another vector in place, which is as long as the parameters. */
  static Tensor in(Assembly assembly, FloatPointer vector, Stretch stretch) {
    return assembly.tensor(Layout.plain(stretch.length()), vector.getPointer(stretch.offset()));
  }

  /** Parameter {@code name} of a layer in place, row-major. */
  Tensor parameter(Assembly assembly, String layer, String name, long... sides) {
    return assembly.tensor(Layout.plain(sides), parameter(layer, name));
  }

  /** The gradient of parameter {@code name} of a layer in place, row-major. */
  Tensor gradient(Assembly assembly, String layer, String name, long... sides) {
    return assembly.tensor(Layout.plain(sides), gradient(layer, name));
  }
}
