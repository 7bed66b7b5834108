/**
 * Networks compiled to static programs of oneDNN primitives. The runner asks {@link
 * io.rethink.engine.compiled.CompiledEngine} for a network; one that has a part it cannot express
 * is left to stock DL4J.
 */
@NullMarked
package io.rethink.engine.compiled;

import org.jspecify.annotations.NullMarked;
