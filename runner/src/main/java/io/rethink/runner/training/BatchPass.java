package io.rethink.runner.training;

import io.rethink.engine.Batch;
import io.rethink.engine.Network;

/**
 * A step on one batch.
 *
 * @param noiseSeed of dropout masks
 */
record BatchPass(Network network, Batch batch, long noiseSeed) implements StepObjective.Pass {

  @Override
  public double run() {
    return network.train(batch, noiseSeed);
  }

  @Override
  public int correct() {
    return network.correct();
  }
}
