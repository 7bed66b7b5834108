/**
 * The measures that come with Rethink. The runner finds them through {@link
 * io.rethink.measurement.MeasurePlugin} and calls those that a configuration names at the end of
 * training, or after epochs.
 */
@NullMarked
package io.rethink.measurement;

import org.jspecify.annotations.NullMarked;
