/**
 * What can be configured: the plugins on the class path and in the plugins folder, and the
 * extensions that they contribute. The command line discovers a {@link
 * io.rethink.runner.catalog.Catalog} once; configurations are read against it.
 */
@NullMarked
package io.rethink.runner.catalog;

import org.jspecify.annotations.NullMarked;
