/**
 * Models that fit their training examples exactly, with the least norm. {@link
 * io.rethink.model.interpolation.MinimumNorm} is what the runner sees; the rest is the linear
 * algebra that it needs: a symmetric matrix in packed tiles, its Cholesky factor, and products with
 * kernel matrices that are never stored.
 */
@NullMarked
package io.rethink.model.interpolation;

import org.jspecify.annotations.NullMarked;
