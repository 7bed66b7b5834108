/** Networks: their architecture, and the layout of their parameters in one flat vector. */
@NullMarked
package io.rethink.api.model;

import org.jspecify.annotations.NullMarked;
