/**
 * Ways to regularize. A {@link io.rethink.api.regularization.Regularizer} plays one or more of
 * seven roles, each an interface of this package.
 */
@NullMarked
package io.rethink.api.regularization;

import org.jspecify.annotations.NullMarked;
