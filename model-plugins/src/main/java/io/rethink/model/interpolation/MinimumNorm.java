package io.rethink.model.interpolation;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.FreeMemory;
import io.rethink.api.Progress;
import io.rethink.api.Seeds;
import io.rethink.api.data.Examples;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.FittedModel;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * The function of least norm that gives each training example its label as a one-hot vector: {@code
 * K alpha = Y} on all of them, without ridge (Zhang et al. 2017, section 5). With a linear kernel
 * and more examples than features it is the least squares solution of minimum norm instead.
 */
@Description("The function of least norm that fits all training labels, in closed form.")
public final class MinimumNorm implements ClosedFormModel {

  /** The name by which configurations refer to it. */
  public static final String NAME = "minimum-norm";

  /** The options of {@link MinimumNorm}. */
  public record Config(
      @Description("What compares two examples.") @Default("{ type = gaussian }") Kernel kernel,
      @Description("What the kernel sees of an example.") @Default("{ type = pixels }")
          FeatureMap features,
      @Description(
              "Added to the diagonal of the kernel matrix; above 0, labels are fitted less exactly.")
          @Default("0")
          @PositiveOrZero
          double jitter,
      @Description("Relative residual above which the solution is refined in double precision.")
          @Default("1e-6")
          @Positive
          double tolerance,
      @Description("Steps of refinement at most. Each computes the kernel matrix once more.")
          @Default("10")
          @PositiveOrZero
          int refinements) {}

  private final Config config;
  private final Seeds seeds;

  @Inject
  public MinimumNorm(Config config, Seeds seeds) {
    this.config = config;
    this.seeds = seeds;
  }

  @Override
  public FittedModel fit(Examples train, Progress progress) {
    if (config.kernel() instanceof Kernel.Linear) {
      return new LinearInterpolation(config, config.features().of(train, seeds))
          .fit(train, progress);
    }
    KernelSystem.requireMatrix(train.size(), FreeMemory.bytes());
    Features features = config.features().of(train, seeds);
    return KernelInterpolation.of(config, features, train, progress).fit(train, progress);
  }

  /** The labels as one-hot vectors, [examples, classes]. */
  static double[] oneHot(Examples examples) {
    double[] targets = new double[examples.size() * examples.classes()];
    for (int i = 0; i < examples.size(); i++) {
      targets[i * examples.classes() + examples.label(i)] = 1;
    }
    return targets;
  }
}
