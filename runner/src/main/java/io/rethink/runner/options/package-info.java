/**
 * What a record of options says about itself: names, types, ranges, defaults and meanings, read by
 * reflection. The catalog checks plugins with it, the configuration reader binds and writes with
 * it, and {@code rethink plugins} documents with it.
 */
@NullMarked
package io.rethink.runner.options;

import org.jspecify.annotations.NullMarked;
