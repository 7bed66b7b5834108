package io.rethink.api.model;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Extension point: the architecture of a network. It sets layers, activations and initialisation,
 * and leaves the updater, penalties, dropout and the seed to the run.
 */
public interface Model {

  /**
   * Describes a network with one input, set by {@link InputShape#inputType()}, and one output layer
   * of {@code classes} units.
   */
  ComputationGraphConfiguration configure(InputShape input, int classes);
}
