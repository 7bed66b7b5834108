package io.rethink.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import io.rethink.api.optimization.Schedule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Sharpness-aware minimization (Foret et al. 2021, algorithm 1, p = 2) around {@link Sgd}: each
 * step goes from {@code w} to {@code w + radius * g / ‖g‖}, takes the gradient there on the same
 * batch, and applies it at {@code w}. Penalties are part of both gradients. A step costs two
 * evaluations; the second leaves no trace in running statistics.
 */
@Description("Sharpness-aware minimization: SGD with the gradient at the worst point nearby.")
public final class Sam implements Optimizer {

  /** The options of {@link Sam}. */
  public record Config(
      @Description("The learning rate, before the schedule's factor.") @Positive
          double learningRate,
      @Description("How much of the last update is kept: 0 for plain gradient descent.")
          @Default("0.9")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double momentum,
      @Description("How far from the parameters the gradient is taken, in the l2 norm.")
          @Default("0.05")
          @Positive
          double radius,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final double radius;
  private final Sgd sgd;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();
  private final Scratch home = new Scratch();

  @Inject
  public Sam(Config config) {
    this.radius = config.radius();
    this.sgd =
        new Sgd(new Sgd.Config(config.learningRate(), config.momentum(), false, config.schedule()));
  }

  @Override
  public void step(Objective objective) {
    sgd.step(new Sharpened(objective));
  }

  @Override
  public Map<String, INDArray> state() {
    return sgd.state();
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    sgd.restore(state);
  }

  /** An objective whose gradient is taken at the edge of the ball around its parameters. */
  private final class Sharpened implements Objective {

    private final Objective objective;

    Sharpened(Objective objective) {
      this.objective = objective;
    }

    @Override
    public double evaluate() {
      double loss = objective.evaluate();
      INDArray parameters = objective.parameters();
      INDArray gradient = objective.gradient();
      double norm = blas.nrm2(gradient);
      if (norm > 0) {
        // What was added cannot be taken off again to the last bit; nor should what the second
        // evaluation does to running statistics stay.
        INDArray before = home.like(parameters).assign(parameters);
        blas.axpy(parameters.length(), radius / norm, gradient, parameters);
        objective.evaluate();
        parameters.assign(before);
      }
      return loss;
    }

    @Override
    public INDArray parameters() {
      return objective.parameters();
    }

    @Override
    public List<ParameterBlock> blocks() {
      return objective.blocks();
    }

    @Override
    public INDArray gradient() {
      return objective.gradient();
    }

    @Override
    public Position position() {
      return objective.position();
    }
  }
}
