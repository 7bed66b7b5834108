package io.rethink.engine.compiled.program;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_desc_init;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_div;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_mul;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_sub;

import io.rethink.engine.compiled.onednn.PostOperation;
import java.util.List;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.jspecify.annotations.Nullable;

/**
 * Operations on tensors, value by value. Those of one operation have one layout; where the second
 * has sides of 1, its values count for all along them.
 */
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

  /** Records {@code target = one - other}; the target may be one of the two. */
  static Tensor subtract(Assembly assembly, Tensor one, Tensor other, Tensor target) {
    return record(assembly, "difference", dnnl_binary_sub, one, other, target);
  }

  /** Records {@code target = one / other}; the target may be one of the two. */
  static Tensor divide(Assembly assembly, Tensor one, Tensor other, Tensor target) {
    return record(assembly, "quotient", dnnl_binary_div, one, other, target);
  }

  /** Begins to record {@code target = target + term}. */
  static Call addition(Assembly assembly, Tensor target, Tensor term) {
    return call(assembly, "sum", dnnl_binary_add, target, term, target, List.of());
  }

  /**
   * Records {@code target = kept * target + factor * term}, plus {@code more} if there is such a
   * term. oneDNN generates code for this, unlike for its sum of tensors.
   *
   * @param target what is added to; none of the terms
   * @param kept what the target's values are multiplied with before
   * @param factor what {@code term} is multiplied with: a tensor of one value
   * @param more added as it is
   */
  static void accumulate(
      Assembly assembly,
      Tensor target,
      float kept,
      Tensor term,
      Tensor factor,
      @Nullable Tensor more) {
    PostOperation keep = new PostOperation.Accumulation(kept);
    if (more == null) {
      call(assembly, "accumulation", dnnl_binary_mul, term, factor, target, List.of(keep)).record();
    } else {
      PostOperation add = new PostOperation.Addition(more.layout());
      call(assembly, "accumulation", dnnl_binary_mul, term, factor, target, List.of(keep, add))
          .with(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * 2 | DNNL_ARG_SRC_1, more)
          .record();
    }
  }

  private static Tensor record(
      Assembly assembly, String name, int algorithm, Tensor one, Tensor other, Tensor target) {
    call(assembly, name, algorithm, one, other, target, List.of()).record();
    return target;
  }

  private static Call call(
      Assembly assembly,
      String name,
      int algorithm,
      Tensor one,
      Tensor other,
      Tensor target,
      List<PostOperation> then) {
    dnnl_binary_desc_t description = new dnnl_binary_desc_t();
    check(
        dnnl_binary_desc_init(
            description,
            algorithm,
            one.layout().descriptor(),
            other.layout().descriptor(),
            target.layout().descriptor()),
        "describe a " + name);
    return assembly
        .step(name, assembly.primitive(description, then, null))
        .with(DNNL_ARG_SRC_0, one)
        .with(DNNL_ARG_SRC_1, other)
        .with(DNNL_ARG_DST, target);
  }
}
