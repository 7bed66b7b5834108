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
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam (Kingma and Ba 2015, algorithm 1): with bias-corrected means of the gradient, {@code m}, and
 * of its square, {@code v}, {@code w = w - rate * m / (sqrt(v) + epsilon)}, where {@code rate} is
 * the learning rate times the schedule's factor.
 *
 * <p>The correction depends on the number of steps taken, which the position in training tells; so
 * the two means are the whole state.
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

  private static final String MEAN = "mean";
  private static final String SQUARE = "square";

  private final Config config;
  private final Memory memory = new Memory(MEAN, SQUARE);
  private final Level1 blas = Nd4j.getBlasWrapper().level1();

  @Inject
  public Adam(Config config) {
    this.config = config;
  }

  @Override
  public void step(Objective objective) {
    objective.evaluate();
    double steps = objective.position().step() + 1.0;
    double rate = config.learningRate() * config.schedule().factor(objective.position());
    double meanCorrection = 1 - Math.pow(config.beta1(), steps);
    double rootCorrection = Math.sqrt(1 - Math.pow(config.beta2(), steps));
    INDArray parameters = objective.parameters();
    INDArray gradient = objective.gradient();
    INDArray mean = memory.vector(MEAN, parameters);
    INDArray square = memory.vector(SQUARE, parameters);
    long n = parameters.length();

    blas.scal(n, config.beta1(), mean);
    blas.axpy(n, 1 - config.beta1(), gradient, mean);
    gradient.muli(gradient);
    blas.scal(n, config.beta2(), square);
    blas.axpy(n, 1 - config.beta2(), gradient, square);
    // Both corrections are taken out of the quotient, which leaves one factor for all parameters.
    Nd4j.exec(new Sqrt(square, gradient));
    gradient.addi(config.epsilon() * rootCorrection);
    mean.divi(gradient, gradient);
    blas.axpy(n, -rate * rootCorrection / meanCorrection, gradient, parameters);
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
