/**
 * The optimizers that come with Rethink. The runner finds them through {@link
 * io.rethink.optimization.OptimizerPlugin} and calls one of them once for every training step; each
 * works in place on the network's flat parameter vector.
 */
@NullMarked
package io.rethink.optimization;

import org.jspecify.annotations.NullMarked;
