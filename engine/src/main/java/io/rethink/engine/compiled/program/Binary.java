package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import org.bytedeco.dnnl.dnnl_binary_desc_t;

/** Operations on two tensors of one layout, value by value. */
final class Binary {

  private Binary() {}

  /** Records {@code target = one * other}; the target may be one of the two. */
  static Tensor multiply(Assembly assembly, Tensor one, Tensor other, Tensor target) {
    return record(assembly, "product", dnnl_binary_mul, one, other, target);
  }

  /** Records {@code target = one + other}; the target may be one of the two. */
  static Tensor add(Assembly assembly, Tensor one, Tensor other, Tensor target) {
    return record(assembly, "sum", dnnl_binary_add, one, other, target);
  }

  private static Tensor record(
      Assembly assembly, String name, int algorithm, Tensor one, Tensor other, Tensor target) {
    Layout layout = one.layout();
    dnnl_binary_desc_t description = new dnnl_binary_desc_t();
    check(
        dnnl_binary_desc_init(
            description,
            algorithm,
            layout.descriptor(),
            other.layout().descriptor(),
            target.layout().descriptor()),
        "describe a " + name);
    Primitive primitive = assembly.primitive(description, null);
    assembly
        .step(name, primitive)
        .with(DNNL_ARG_SRC_0, one)
        .with(DNNL_ARG_SRC_1, other)
        .with(DNNL_ARG_DST, target)
        .record();
    return target;
  }
}
