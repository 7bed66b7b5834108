/**
 * The networks that come with Rethink. The runner finds them through {@link
 * io.rethink.model.ModelPlugin}; each describes its architecture as a DL4J configuration and leaves
 * training to the run.
 */
@NullMarked
package io.rethink.model;

import org.jspecify.annotations.NullMarked;
