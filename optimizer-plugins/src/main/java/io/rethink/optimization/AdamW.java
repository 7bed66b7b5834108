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
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2, in PyTorch's form):
 * before Adam's step, {@code w = w - rate * decay * w}, where {@code rate} is the learning rate
 * times the schedule's factor. Biases decay too. A parameter whose gradient has always been 0 is
 * left alone, so that running statistics keep their values.
 */
@Description("Adam whose weight decay acts on the parameters instead of the loss.")
public final class AdamW implements Optimizer {

  /** The options of {@link AdamW}. */
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
      @Description("How much of each parameter is taken off at a step, times the learning rate.")
          @Default("0.01")
          @PositiveOrZero
          double decay,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final Config config;
  private final Moments moments;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  @Inject
  public AdamW(Config config) {
    this.config = config;
    this.moments = new Moments(config.beta1(), config.beta2(), config.epsilon());
  }

  @Override
  public void step(Objective objective) {
    objective.evaluate();
    moments.observe(objective);
    double rate = config.learningRate() * config.schedule().factor(objective.position());
    decay(objective, rate * config.decay());
    moments.descend(objective, rate);
  }

  private void decay(Objective objective, double amount) {
    if (amount == 0) {
      return;
    }
    INDArray parameters = objective.parameters();
    INDArray scratch = objective.gradient();
    Nd4j.exec(new Sign(moments.square(parameters), scratch));
    scratch.muli(parameters);
    blas.axpy(parameters.length(), -amount, scratch, parameters);
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
