package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_post_ops_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_post_ops;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_attr_set_scratchpad_mode;
import static org.bytedeco.dnnl.global.dnnl.dnnl_scratchpad_mode_user;

import java.util.List;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;

/**
 * What is done to a primitive's result before it is written. The scratchpad is always the caller's,
 * so that a program's memory is known when it is built.
 */
final class Attributes {

  private Attributes() {}

  /** Calls {@code use} with attributes that apply what is to be done in order, and frees them. */
  static int with(List<PostOperation> then, Use use) {
    dnnl_primitive_attr attributes = new dnnl_primitive_attr();
    check(dnnl_primitive_attr_create(attributes), "make attributes");
    try {
      check(
          dnnl_primitive_attr_set_scratchpad_mode(attributes, dnnl_scratchpad_mode_user),
          "take a scratchpad");
      if (!then.isEmpty()) {
        append(then, attributes);
      }
      return use.call(attributes);
    } finally {
      dnnl_primitive_attr_destroy(attributes);
    }
  }

  private static void append(List<PostOperation> then, dnnl_primitive_attr attributes) {
    dnnl_post_ops operations = new dnnl_post_ops();
    check(dnnl_post_ops_create(operations), "make post-operations");
    try {
      then.forEach(operation -> operation.appendTo(operations));
      check(dnnl_primitive_attr_set_post_ops(attributes, operations), "set post-operations");
    } finally {
      dnnl_post_ops_destroy(operations);
    }
  }

  /** Makes a primitive's descriptor with attributes; returns oneDNN's status. */
  interface Use {
    int call(dnnl_primitive_attr attributes);
  }
}
