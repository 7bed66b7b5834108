package io.rethink.runner.training;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Momentum;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.GradientChange;
import io.rethink.engine.Network;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of a step's examples plus the penalties. */
final class StepObjective implements Objective {

  private final Network network;
  private final Penalties penalties;
  private final List<GradientChange> changes;
  private final Pass pass;
  private final Position position;
  private double firstLoss = Double.NaN;
  private int firstCorrect;
  private boolean evaluated;

  StepObjective(
      Network network,
      Penalties penalties,
      List<GradientChange> changes,
      Pass pass,
      Position position) {
    this.network = network;
    this.penalties = penalties;
    this.changes = changes;
    this.pass = pass;
    this.position = position;
  }

  /** Goes through a step's examples, always the same ones with the same dropout masks. */
  interface Pass {

    /** Leaves the gradient of the mean loss in the network, and returns that loss. */
    double run();

    /** How many examples were predicted correctly by the last {@link #run}. */
    int correct();
  }

  @Override
  public INDArray parameters() {
    return network.parameters().vector();
  }

  @Override
  public List<ParameterBlock> blocks() {
    return network.parameters().blocks();
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
    double value = finite(loss() + penalties.addTo(network.gradient()));
    for (GradientChange change : changes) {
      change.change(network.parameters(), network.gradient(), position);
    }
    return value;
  }

  @Override
  public double descend(INDArray velocity, Momentum momentum, double rate) {
    if (!changes.isEmpty()) {
      // They are to see the whole gradient.
      double value = evaluate();
      network.descend(velocity, momentum, rate, Map.of());
      return value;
    }
    double value = finite(loss() + penalties.addAllButDecayTo(network.gradient()));
    network.descend(velocity, momentum, rate, penalties.decay());
    return value;
  }

  private double loss() {
    double loss = pass.run();
    if (!evaluated) {
      firstLoss = loss;
      firstCorrect = pass.correct();
      evaluated = true;
    }
    return loss;
  }

  private double finite(double value) {
    if (!Double.isFinite(value)) {
      throw DivergenceException.ofLoss(value, position);
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
