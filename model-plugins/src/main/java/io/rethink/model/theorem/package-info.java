/**
 * Theorem 1 of Zhang et al. 2017 and its corollary, as networks that are built instead of trained.
 * {@link io.rethink.model.theorem.Theorem1} is what the runner sees.
 */
@NullMarked
package io.rethink.model.theorem;

import org.jspecify.annotations.NullMarked;
