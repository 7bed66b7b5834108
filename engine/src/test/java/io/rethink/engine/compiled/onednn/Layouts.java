package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_memory_desc_init_by_tag;

import org.bytedeco.dnnl.dnnl_memory_desc_t;

/** Layouts by oneDNN's names, which the program never gives itself. */
public final class Layouts {

  private Layouts() {}

  /** The layout that {@code tag} names, {@code dnnl_format_tag_t}. */
  public static Layout tagged(int tag, ValueType type, long... sides) {
    dnnl_memory_desc_t descriptor = new dnnl_memory_desc_t();
    check(
        dnnl_memory_desc_init_by_tag(descriptor, sides.length, sides, type.number(), tag),
        "lay out a tensor");
    return Layout.copyOf(descriptor);
  }
}
