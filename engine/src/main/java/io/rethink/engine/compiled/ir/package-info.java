/**
 * A network as a graph of operations with known shapes, independent of DL4J and of oneDNN. {@link
 * io.rethink.engine.compiled.ir.GraphReader} makes it from a configuration, passes rewrite it, and
 * the program package turns it into steps.
 */
@NullMarked
package io.rethink.engine.compiled.ir;

import org.jspecify.annotations.NullMarked;
