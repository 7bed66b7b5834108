/**
 * From a HOCON file to typed experiments. {@link io.rethink.runner.config.ExperimentReader} checks
 * every key against the records of the extensions that a file names, and reports all mistakes at
 * once, each with its file and line; the command line and the training loop take what it returns.
 */
@NullMarked
package io.rethink.runner.config;

import org.jspecify.annotations.NullMarked;
