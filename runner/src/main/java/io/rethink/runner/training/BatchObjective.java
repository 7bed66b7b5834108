package io.rethink.runner.training;

import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.Penalty;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of one batch plus the penalties. */
final class BatchObjective implements Objective {

  private final Network network;
  private final List<Penalty> penalties;
  private final Batch batch;
  private final Position position;
  private final long noiseSeed;
  private double firstLoss = Double.NaN;
  private int firstCorrect;
  private boolean evaluated;

  BatchObjective(
      Network network, List<Penalty> penalties, Batch batch, Position position, long noiseSeed) {
    this.network = network;
    this.penalties = penalties;
    this.batch = batch;
    this.position = position;
    this.noiseSeed = noiseSeed;
  }

  @Override
  public INDArray parameters() {
    return network.parameters().vector();
  }

  @Override
  public INDArray gradient() {
    return network.gradient();
  }

  @Override
  public Position position() {
    return position;
  }

  @Override
  public double evaluate() {
    double loss = network.train(batch, noiseSeed);
    if (!evaluated) {
      firstLoss = loss;
      firstCorrect = network.correct();
      evaluated = true;
    }
    Parameters parameters = network.parameters();
    double value = loss;
    for (Penalty penalty : penalties) {
      value += penalty.addTo(parameters, network.gradient());
    }
    if (!Double.isFinite(value)) {
      throw new LossNotFiniteException(value, position);
    }
    return value;
  }

  /** The loss, without penalties, at the parameters that the step began with. */
  double firstLoss() {
    return firstLoss;
  }

  /** How many examples were predicted correctly at those parameters. */
  int firstCorrect() {
    return firstCorrect;
  }

  /** Whether the optimizer has asked for the gradient at all. */
  boolean evaluated() {
    return evaluated;
  }
}
