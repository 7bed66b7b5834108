package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_binary_add;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_binary;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_eltwise;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_append_sum;

import org.bytedeco.dnnl.dnnl_post_ops;

/** Something done to each value of a primitive's result before it is written. */
public sealed interface PostOperation {

  /** Appends this to those that come before it. */
  void appendTo(dnnl_post_ops operations);

  /**
   * An element-wise function with its two parameters, as oneDNN numbers them.
   *
   * @param algorithm {@code dnnl_eltwise_…}
   * @param alpha the first parameter
   * @param beta the second parameter
   */
  record Function(int algorithm, float alpha, float beta) implements PostOperation {

    @Override
    public void appendTo(dnnl_post_ops operations) {
      check(
          dnnl_post_ops_append_eltwise(operations, 1, algorithm, alpha, beta),
          "append an element-wise function");
    }
  }

  /**
   * The addition of {@code factor} times what the result's tensor held before.
   *
   * @param factor what that is multiplied with
   */
  record Accumulation(float factor) implements PostOperation {

    @Override
    public void appendTo(dnnl_post_ops operations) {
      check(dnnl_post_ops_append_sum(operations, factor), "append an accumulation");
    }
  }

  /**
   * The addition of another tensor of the result's shape.
   *
   * @param layout that tensor's
   */
  record Addition(Layout layout) implements PostOperation {

    @Override
    public void appendTo(dnnl_post_ops operations) {
      check(
          dnnl_post_ops_append_binary(operations, dnnl_binary_add, layout.descriptor()),
          "append an addition");
    }
  }
}
