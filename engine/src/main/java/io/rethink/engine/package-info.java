/**
 * Turns a network's configuration into something that trains. The runner asks an {@link
 * io.rethink.engine.Engine} for a {@link io.rethink.engine.Network} and feeds it batches; nothing
 * outside this package knows what computes.
 */
@NullMarked
package io.rethink.engine;

import org.jspecify.annotations.NullMarked;
