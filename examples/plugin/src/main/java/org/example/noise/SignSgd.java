package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Steps of equal length in every coordinate (Bernstein et al. 2018). */
@Description("Moves each parameter by the sign of its gradient.")
public final class SignSgd implements Optimizer {

  /** The options. */
  public record Config(
      @Description("The length of a step in each coordinate.") @Default("1e-3") @Positive
          double learningRate,
      @Description("How the learning rate changes.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final Config config;

  @Inject
  public SignSgd(Config config) {
    this.config = config;
  }

  @Override
  public void step(Objective objective) {
    objective.evaluate();
    double rate = config.learningRate() * config.schedule().factor(objective.position());
    INDArray direction = Transforms.sign(objective.gradient(), false);
    objective.parameters().subi(direction.muli(rate));
  }

  @Override
  public Map<String, INDArray> state() {
    return Map.of();
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    if (!state.isEmpty()) {
      throw new IllegalArgumentException("sign-sgd has no state, but was given " + state.keySet());
    }
  }
}
