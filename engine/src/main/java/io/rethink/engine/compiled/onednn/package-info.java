/**
 * oneDNN through its C interface: layouts, primitives, and the processor that runs them. The
 * program package builds its steps from these; each object that owns native memory is closed by
 * whoever made it.
 */
@NullMarked
package io.rethink.engine.compiled.onednn;

import org.jspecify.annotations.NullMarked;
