package io.rethink.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
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
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * RMSProp (Tieleman and Hinton 2012), in PyTorch's form: with a running mean {@code s} of the
 * squared gradient that starts at 0, {@code v = momentum * v + g / (sqrt(s) + epsilon); w = w -
 * rate * v}, where {@code rate} is the learning rate times the schedule's factor.
 */
@Description("RMSProp: steps scaled by a running mean of the squared gradient.")
public final class RmsProp implements Optimizer {

  /** The options of {@link RmsProp}. */
  public record Config(
      @Description("The learning rate, before the schedule's factor.") @Default("0.001") @Positive
          double learningRate,
      @Description("How much of the squared gradient's running mean is kept at each step.")
          @Default("0.9")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double decay,
      @Description("How much of the last update is kept.")
          @Default("0")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double momentum,
      @Description("Added to the root of the squared gradient's mean.") @Default("1e-8") @Positive
          double epsilon,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private static final String SQUARE = "square";
  private static final String VELOCITY = "velocity";

  private final Config config;
  private final Memory memory;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();
  private final Scratch root = new Scratch();

  @Inject
  public RmsProp(Config config) {
    this.config = config;
    this.memory = config.momentum() == 0 ? new Memory(SQUARE) : new Memory(SQUARE, VELOCITY);
  }

  @Override
  public void step(Objective objective) {
    objective.evaluate();
    double rate = config.learningRate() * config.schedule().factor(objective.position());
    INDArray parameters = objective.parameters();
    INDArray gradient = objective.gradient();
    INDArray square = memory.vector(SQUARE, parameters);
    INDArray scratch = root.like(parameters);
    long n = parameters.length();
    gradient.muli(gradient, scratch);
    blas.scal(n, config.decay(), square);
    blas.axpy(n, 1 - config.decay(), scratch, square);
    Nd4j.exec(new Sqrt(square, scratch));
    scratch.addi(config.epsilon());
    gradient.divi(scratch);
    if (config.momentum() == 0) {
      blas.axpy(n, -rate, gradient, parameters);
      return;
    }
    INDArray velocity = memory.vector(VELOCITY, parameters);
    Momentum.of(config.momentum()).descend(parameters, gradient, velocity, rate);
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
