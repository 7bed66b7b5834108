/**
 * The contract between Rethink and its plugins. A plugin author implements {@link
 * io.rethink.api.Plugin} and the extension points in the packages below; the runner discovers the
 * plugin, builds each extension by constructor injection and calls it during a run.
 */
@NullMarked
package io.rethink.api;

import org.jspecify.annotations.NullMarked;
