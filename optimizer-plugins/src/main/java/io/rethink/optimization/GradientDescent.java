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
 * Gradient descent on the whole training set, with momentum (Polyak 1964): one step an epoch,
 * {@code v = momentum * v + g; w = w - rate * v}, where {@code g} is the mean gradient over all
 * examples and {@code rate} is the learning rate times the schedule's factor. The batch size says
 * how many examples are computed at once, and changes the gradient by rounding alone, unless
 * examples of a batch depend on each other, as they do through batch normalization.
 */
@Description("Gradient descent on the whole training set: one step an epoch.")
public final class GradientDescent implements Optimizer {

  /** The options of {@link GradientDescent}. */
  public record Config(
      @Description("The learning rate, before the schedule's factor.") @Positive
          double learningRate,
      @Description("How much of the last update is kept: 0 for plain gradient descent.")
          @Default("0")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double momentum,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final Sgd sgd;

  @Inject
  public GradientDescent(Config config) {
    this.sgd =
        new Sgd(new Sgd.Config(config.learningRate(), config.momentum(), false, config.schedule()));
  }

  @Override
  public boolean fullBatch() {
    return true;
  }

  @Override
  public void step(Objective objective) {
    sgd.step(objective);
  }

  @Override
  public Map<String, INDArray> state() {
    return sgd.state();
  }

  @Override
  public void restore(Map<String, INDArray> state) {
    sgd.restore(state);
  }
}
