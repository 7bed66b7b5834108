package io.rethink.engine;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Builds networks that can be trained. */
public interface Engine {

  /**
   * Builds a network and initializes its parameters.
   *
   * @param configuration a network with one input, set by {@link InputShape#inputType()}, and one
   *     output layer
   * @param input the shape of an example
   * @param seed of the initialisation, not 0: the same seed gives the same parameters
   * @throws io.rethink.api.UserException if the configuration is not such a network
   */
  Network build(ComputationGraphConfiguration configuration, InputShape input, long seed);
}
