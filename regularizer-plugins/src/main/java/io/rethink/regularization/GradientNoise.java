package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Seeds;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.GradientChange;
import jakarta.inject.Inject;
import jakarta.validation.constraints.PositiveOrZero;
import java.nio.FloatBuffer;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds to the gradient, at every step, independent normal numbers of mean 0 and variance {@code
 * variance / (1 + t)^decay}, where {@code t} is the number of steps taken (Neelakantan et al. 2015,
 * equation 1). All trained parameters have noise; running statistics have none.
 */
@Description("Adds normal noise to the gradient, less and less of it.")
public final class GradientNoise implements GradientChange {

  /** The options of {@link GradientNoise}. */
  public record Config(
      @Description("The variance of the noise at the first step; the paper tries 0.01, 0.3 and 1.")
          @Default("0.01")
          @PositiveOrZero
          double variance,
      @Description("The power of the number of steps by which the variance falls.")
          @Default("0.55")
          @PositiveOrZero
          double decay) {}

  private static final String STREAM = "regularizer/gradient-noise";

  private final Config config;
  private final Seeds seeds;

  @Inject
  public GradientNoise(Config config, Seeds seeds) {
    this.config = config;
    this.seeds = seeds;
  }

  @Override
  public void change(Parameters parameters, INDArray gradient, Position position) {
    double variance = config.variance() / Math.pow(1.0 + position.step(), config.decay());
    if (variance == 0) {
      return;
    }
    double deviation = Math.sqrt(variance);
    RandomGenerator random = seeds.stream(STREAM, position.step());
    FloatBuffer values = gradient.data().asNioFloat().slice();
    for (ParameterBlock block : parameters.blocks()) {
      if (block.isTrained()) {
        int end = Math.toIntExact(block.offset() + block.length());
        for (int i = (int) block.offset(); i < end; i++) {
          values.put(i, values.get(i) + (float) (deviation * random.nextGaussian()));
        }
      }
    }
  }
}
