/**
 * Networks: their architecture, and the layout of their parameters in one flat vector. Beside them
 * models that are computed in closed form.
 */
@NullMarked
package io.rethink.api.model;

import org.jspecify.annotations.NullMarked;
