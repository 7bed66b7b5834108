/** Optimizers: what they are given to minimize, where they stand, and how their rate changes. */
@NullMarked
package io.rethink.api.optimization;

import org.jspecify.annotations.NullMarked;
