/**
 * Data sets and what is done to them before training. A run reads one {@link
 * io.rethink.api.data.Dataset}, passes its {@link io.rethink.api.data.Examples} through the
 * configured {@link io.rethink.api.data.Corruption}s, and trains on the result.
 */
@NullMarked
package io.rethink.api.data;

import org.jspecify.annotations.NullMarked;
