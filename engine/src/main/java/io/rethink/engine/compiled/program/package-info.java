/**
 * Static programs: a graph turned into a list of steps over buffers that are made once. A kernel
 * for each operation records its steps in an {@link io.rethink.engine.compiled.program.Assembly};
 * the memory plan lets buffers that are never needed together share their place.
 */
@NullMarked
package io.rethink.engine.compiled.program;

import org.jspecify.annotations.NullMarked;
