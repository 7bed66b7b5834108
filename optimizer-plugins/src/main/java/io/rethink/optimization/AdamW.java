package io.rethink.optimization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019, algorithm 2, in PyTorch's form):
 * before Adam's step, {@code w = w - rate * decay * w}, where {@code rate} is the learning rate
 * times the schedule's factor. As with {@code weight-decay}, and as is customary, only the weights
 * of dense and convolution layers decay unless {@code biases} is set; PyTorch's AdamW decays all
 * parameters unless it is given groups of them. Running statistics never decay.
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
      @Description("How much of each weight is taken off at a step, times the learning rate.")
          @Default("0.01")
          @PositiveOrZero
          double decay,
      @Description("Whether biases, and the scales and shifts of normalizations, decay too.")
          @Default("false")
          boolean biases,
      @Description("How the learning rate changes during training.") @Default("{ type = constant }")
          Schedule schedule) {}

  private final Config config;
  private final Moments moments;
  private @Nullable INDArray vector;
  private List<INDArray> slices = List.of();
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
    for (INDArray slice : decaying(objective)) {
      blas.scal(slice.length(), 1 - amount, slice);
    }
  }

  /** Views cost more to make than the arithmetic on them, so they are kept from step to step. */
  private List<INDArray> decaying(Objective objective) {
    if (vector != objective.parameters()) {
      vector = objective.parameters();
      slices =
          objective.blocks().stream()
              .filter(
                  block -> block.role() == Role.WEIGHT || (config.biases() && block.isTrained()))
              .map(block -> block.slice(objective.parameters()))
              .toList();
    }
    return slices;
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
