/**
 * Training: from examples, a network, an optimizer and regularizers to metrics and a trained
 * network. Knows nothing of configuration files, folders or tracking; whoever runs it listens
 * through {@link io.rethink.runner.training.TrainingListener}.
 */
@NullMarked
package io.rethink.runner.training;

import org.jspecify.annotations.NullMarked;
