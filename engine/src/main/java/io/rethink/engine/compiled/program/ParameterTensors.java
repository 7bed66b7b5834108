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
  private final Map<String, ParameterBlock> blocks = new HashMap<>();

  /**
   * Sees two vectors as tensors; the caller keeps them alive.
   *
   * @param parameters {@code [1, n]} float32
   * @param gradients {@code [1, n]} float32
   * @param blocks what lies where in both
   */
  public ParameterTensors(INDArray parameters, INDArray gradients, List<ParameterBlock> blocks) {
    this.parameters = floats(parameters);
    this.gradients = floats(gradients);
    this.length = parameters.length();
    blocks.forEach(block -> this.blocks.put(key(block.layer(), block.name()), block));
  }

  private static FloatPointer floats(INDArray vector) {
    Pointer start = vector.data().addressPointer();
    return new FloatPointer(start).getPointer(0);
  }

  private static String key(String layer, String name) {
    return layer + "/" + name;
  }

  private long offset(String layer, String name) {
    ParameterBlock block = blocks.get(key(layer, name));
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

  /** All parameters in place. */
  Tensor parameters(Assembly assembly) {
    return assembly.tensor(Layout.plain(length), parameters);
  }

  /** The whole gradient in place. */
  Tensor gradients(Assembly assembly) {
    return assembly.tensor(Layout.plain(length), gradients);
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
