package io.rethink.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.optimization.Momentum;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stochastic gradient descent with {@link Momentum}, at the learning rate times the schedule's
 * factor.
 */
@Description("Stochastic gradient descent with momentum.")
public final class Sgd implements Optimizer {

  /** The options of {@link Sgd}. */
  public record Config(
      @Description("The learning rate, before the schedule's factor.") @Positive
          double learningRate,
      @Description("How much of the last update is kept: 0 for plain gradient descent.")
          @Default("0.9")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double momentum,
      @Description("Whether momentum is Nesterov's.") @Default("false") boolean nesterov,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private static final String VELOCITY = "velocity";

  private final Config config;
  private final Momentum momentum;
  private final Memory memory = new Memory(VELOCITY);
  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  /**
   * Makes the optimizer.
   *
   * @throws UserException if Nesterov's momentum is asked for, but no momentum
   */
  @Inject
  public Sgd(Config config) {
    if (config.nesterov() && config.momentum() == 0) {
      throw new UserException(
          "nesterov = true with momentum = 0: Nesterov's form needs momentum."
              + " Set momentum (0.9 is usual), or leave nesterov out.");
    }
    this.config = config;
    this.momentum = new Momentum(config.momentum(), config.nesterov());
  }

  @Override
  public void step(Objective objective) {
    double rate = config.learningRate() * config.schedule().factor(objective.position());
    INDArray parameters = objective.parameters();
    if (momentum.factor() == 0) {
      objective.evaluate();
      blas.axpy(parameters.length(), -rate, objective.gradient(), parameters);
    } else {
      objective.descend(memory.vector(VELOCITY, parameters), momentum, rate);
    }
  }

  @Override
  public Map<String, INDArray> state() {
    return memory.view();
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    memory.restore(state);
  }
}
