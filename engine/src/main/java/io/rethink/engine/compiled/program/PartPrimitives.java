package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import io.rethink.engine.compiled.onednn.Primitive;
import java.util.Map;
import java.util.Objects;

/**
 * What computes a batch in parts.
 *
 * @param parts of the batch
 * @param bySize a primitive for each number of examples that a part has; all read and write them in
 *     the layouts of the first part's
 */
record PartPrimitives(Parts parts, Map<Long, Primitive> bySize) {

  /** The primitive for the first part. */
  Primitive first() {
    return at(0);
  }

  /** The primitive for part {@code index}. */
  Primitive at(long index) {
    return Objects.requireNonNull(bySize.get(parts.examples(index)));
  }

  /**
   * The layout in which the whole batch is read or written.
   *
   * @param query for the layout of a part, {@code dnnl_query_…_md}
   */
  Layout whole(int query) {
    return first().layout(query).ofExamples(parts.batch());
  }
}
