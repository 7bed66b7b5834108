package io.rethink.engine.compiled.onednn;

import static io.rethink.engine.compiled.onednn.OneDnnException.check;
import static org.bytedeco.dnnl.global.dnnl.dnnl_concat_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_format_kind_wino;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_fetch;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_iterator_next;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_desc_query_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_destroy;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_impl_info_str;
import static org.bytedeco.dnnl.global.dnnl.dnnl_query_weights_md;
import static org.bytedeco.dnnl.global.dnnl.dnnl_reorder_primitive_desc_create;
import static org.bytedeco.dnnl.global.dnnl.dnnl_sum_primitive_desc_create;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.const_dnnl_op_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc_iterator;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/** One compiled operation of oneDNN, for fixed layouts. */
public final class Primitive implements AutoCloseable {

  private final dnnl_primitive_desc descriptor;
  private final dnnl_primitive primitive = new dnnl_primitive();
  private final String implementation;

  private Primitive(dnnl_primitive_desc descriptor) {
    this.descriptor = descriptor;
    int status = dnnl_primitive_create(primitive, descriptor);
    if (status != 0) {
      dnnl_primitive_desc_destroy(descriptor);
      check(status, "make a primitive");
    }
    try (PointerPointer<BytePointer> text = new PointerPointer<>(1)) {
      check(
          dnnl_primitive_desc_query(descriptor, dnnl_query_impl_info_str, 0, text),
          "name an implementation");
      implementation = text.get(BytePointer.class, 0).getString();
    }
  }

  /**
   * Makes a primitive.
   *
   * @param operation a filled {@code dnnl_…_desc_t}
   * @param then applied to the result, in order
   * @param forward for a backward primitive, the forward one that it belongs to
   * @return empty if oneDNN has no implementation
   */
  public static Optional<Primitive> find(
      Processor processor,
      Pointer operation,
      List<PostOperation> then,
      @Nullable Primitive forward) {
    dnnl_primitive_desc_iterator implementations = new dnnl_primitive_desc_iterator();
    dnnl_primitive_desc hint = forward == null ? new dnnl_primitive_desc() : forward.descriptor;
    int status =
        Attributes.with(
            then,
            attributes ->
                dnnl_primitive_desc_iterator_create(
                    implementations,
                    new const_dnnl_op_desc_t(operation),
                    attributes,
                    processor.engine(),
                    hint));
    if (status != 0) {
      return Optional.empty();
    }
    try {
      do {
        dnnl_primitive_desc descriptor = dnnl_primitive_desc_iterator_fetch(implementations);
        if (readsKnownWeights(descriptor)) {
          return Optional.of(new Primitive(descriptor));
        }
        dnnl_primitive_desc_destroy(descriptor);
      } while (dnnl_primitive_desc_iterator_next(implementations) == 0);
      return Optional.empty();
    } finally {
      dnnl_primitive_desc_iterator_destroy(implementations);
      // Until here the iterator reads it, and Java sees nobody who does.
      Reference.reachabilityFence(operation);
    }
  }

  /**
   * Whether weights are read in an order that is known here. For few examples, oneDNN has
   * transformed ones for F(2x2, 3x3), too.
   */
  private static boolean readsKnownWeights(dnnl_primitive_desc descriptor) {
    dnnl_memory_desc_t weights = dnnl_primitive_desc_query_md(descriptor, dnnl_query_weights_md, 0);
    if (weights == null || weights.format_kind() != dnnl_format_kind_wino) {
      return true;
    }
    return Layout.copyOf(weights).winogradBlocks().isPresent();
  }

  /** A copy from one layout to another. */
  public static Primitive reorder(Processor processor, Layout from, Layout to) {
    return of(
        "reorder %s to %s".formatted(from, to),
        (descriptor, attributes) ->
            dnnl_reorder_primitive_desc_create(
                descriptor,
                from.descriptor(),
                processor.engine(),
                to.descriptor(),
                processor.engine(),
                attributes));
  }

  /** A sum of tensors of one shape, each with a factor. */
  public static Primitive sum(
      Processor processor, Layout target, List<Layout> sources, float[] scales) {
    return of(
        "sum into " + target,
        (descriptor, attributes) ->
            dnnl_sum_primitive_desc_create(
                descriptor,
                target.descriptor(),
                sources.size(),
                scales,
                array(sources),
                attributes,
                processor.engine()));
  }

  /** Tensors side by side along the second dimension. */
  public static Primitive concatenation(Processor processor, Layout target, List<Layout> sources) {
    return of(
        "concatenate into " + target,
        (descriptor, attributes) ->
            dnnl_concat_primitive_desc_create(
                descriptor,
                target.descriptor(),
                sources.size(),
                1,
                array(sources),
                attributes,
                processor.engine()));
  }

  private static dnnl_memory_desc_t array(List<Layout> layouts) {
    dnnl_memory_desc_t array = new dnnl_memory_desc_t(layouts.size());
    for (int i = 0; i < layouts.size(); i++) {
      array.getPointer(i).put(layouts.get(i).descriptor());
    }
    return array;
  }

  private static Primitive of(String call, Creation creation) {
    dnnl_primitive_desc descriptor = new dnnl_primitive_desc();
    check(Attributes.with(List.of(), attributes -> creation.create(descriptor, attributes)), call);
    return new Primitive(descriptor);
  }

  /**
   * The layout of one of the primitive's tensors.
   *
   * @param query {@code dnnl_query_…_md}
   */
  public Layout layout(int query) {
    return Layout.copyOf(dnnl_primitive_desc_query_md(descriptor, query, 0));
  }

  public dnnl_primitive handle() {
    return primitive;
  }

  /** The name of the kernel that oneDNN chose, such as {@code jit:avx2}. */
  public String implementation() {
    return implementation;
  }

  @Override
  public void close() {
    dnnl_primitive_destroy(primitive);
    dnnl_primitive_desc_destroy(descriptor);
  }

  private interface Creation {
    int create(dnnl_primitive_desc descriptor, dnnl_primitive_attr attributes);
  }
}
