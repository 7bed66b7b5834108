/**
 * The data sets and corruptions that come with Rethink. {@link io.rethink.data.DataPlugin}
 * registers them; the classes here are data sets and the form in which they keep their images.
 */
@NullMarked
package io.rethink.data;

import org.jspecify.annotations.NullMarked;
