package io.rethink.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): with bias-corrected means of the gradient, {@code m}, and
 * of its square, {@code v}, {@code w = w - rate * m / (sqrt(v) + epsilon)}, where {@code rate} is
 * the learning rate times the schedule's factor.
 */
@Description("Adam: steps scaled by running means of the gradient and of its square.")
public final class Adam implements Optimizer {

  /** The options of {@link Adam}. */
  public record Config(
      @Description("The learning rate, before the schedule's factor.") @Default("0.001") @Positive
          double learningRate,
      @Description("How much of the gradient's running mean is kept at each step.")
          @Default("0.9")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double beta1,
      @Description("How much of the squared gradient's running mean is kept at each step.")
          @Default("0.999")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double beta2,
      @Description("Added to the root of the squared gradient's mean.") @Default("1e-8") @Positive
          double epsilon,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final Config config;
  private final Moments moments;

  @Inject
  public Adam(Config config) {
    this.config = config;
    this.moments = new Moments(config.beta1(), config.beta2(), config.epsilon());
  }

  @Override
  public void step(Objective objective) {
    objective.evaluate();
    moments.observe(objective);
    moments.descend(
        objective, config.learningRate() * config.schedule().factor(objective.position()));
  }

  @Override
  public Map<String, INDArray> state() {
    return moments.view();
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    moments.restore(state);
  }
}
