/**
 * Guice: one injector for the application, a child of it for each run, and a child of that for each
 * extension, which adds the extension's own options, streams and logger. Nothing outside this
 * package builds an extension.
 */
@NullMarked
package io.rethink.runner.wiring;

import org.jspecify.annotations.NullMarked;
