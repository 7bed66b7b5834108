/**
 * What differs between two recorded runs, from their folders alone: configuration, code, data,
 * machine and result, and the first metric point that is not the same. The commands {@code diff}
 * and {@code reproduce} ask for it.
 */
@NullMarked
package io.rethink.runner.difference;

import org.jspecify.annotations.NullMarked;
