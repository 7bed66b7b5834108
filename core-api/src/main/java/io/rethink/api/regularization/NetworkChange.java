package io.rethink.api.regularization;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** A change to the network's configuration: dropout, for one. */
public interface NetworkChange extends Regularizer {

  /** Changes {@code configuration}, which the model has just made, in place. */
  void change(ComputationGraphConfiguration configuration);
}
