/** Measures: what is computed about a trained network, and where the results go. */
@NullMarked
package io.rethink.api.measurement;

import org.jspecify.annotations.NullMarked;
