package io.rethink.model.theorem;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.Progress;
import io.rethink.api.Seeds;
import io.rethink.api.data.Examples;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.FittedModel;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;

/**
 * A network of {@code 2n + d} weights that gives each of n examples in d dimensions its label as a
 * number (Zhang et al. 2017, Theorem 1); with a depth above 2, of O(n + d) weights and width O(n /
 * depth) (Corollary 1). The predicted class is the nearest whole number.
 */
@Description("The ReLU network of 2n + d weights that fits any labels, built in closed form.")
public final class Theorem1 implements ClosedFormModel {

  /** The name by which configurations refer to it. */
  public static final String NAME = "theorem-1";

  private static final String STREAM = "model/theorem-1";

  /** The options of {@link Theorem1}. */
  public record Config(
      @Description(
              "Layers of weights: 2 for the network of the theorem; with more, the hidden units are spread over depth - 1 layers.")
          @Default("2")
          @Min(2)
          int depth) {}

  private final Config config;
  private final Seeds seeds;

  @Inject
  public Theorem1(Config config, Seeds seeds) {
    this.config = config;
    this.seeds = seeds;
  }

  @Override
  public FittedModel fit(Examples train, Progress progress) {
    Direction direction = Direction.random(train.shape().size(), seeds.stream(STREAM));
    double[] projections = direction.project(train, progress);
    SortedPoints points = SortedPoints.of(train, projections);
    ReluNetwork network = ReluNetwork.through(points, direction, config.depth());
    return new BuiltNetwork(network, points, train, projections);
  }
}
