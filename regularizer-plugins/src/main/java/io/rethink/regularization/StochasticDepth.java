package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.regularization.NetworkChange;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Stochastic depth (Huang et al. 2016, arXiv 1603.09382, section 3): in training, the branch of
 * each residual block is left out for a whole batch at random, so that the block is its shortcut
 * alone; at test time the branch is multiplied by the probability with which it survived. That is
 * drawn for each batch and block, as in the paper, and not for each example. Of L blocks, the l-th
 * from the input survives with probability {@code 1 - l / L * (1 - last-survival)} (equation 4), or
 * all survive with {@code last-survival}.
 *
 * <p>What leads to a branch's end alone is not computed when it is left out, and its batch
 * normalization keeps its running statistics. A residual block is the element-wise sum of two
 * inputs of which one, the branch, is computed by more layers with weights than the other, the
 * shortcut; a projection in the shortcut stays.
 */
@Description("Leaves out residual blocks at random in training, and scales them at test time.")
public final class StochasticDepth implements NetworkChange {

  /** How the probability of surviving changes from block to block. */
  public enum Decay {
    @Description("It falls evenly from block to block, from 1 at the input.")
    LINEAR,
    @Description("It is the same for all blocks.")
    UNIFORM
  }

  /** The options of {@link StochasticDepth}. */
  public record Config(
      @Description("The probability with which the last block survives a batch; 0.5 in the paper.")
          @Default("0.5")
          @Positive
          @DecimalMax("1")
          double lastSurvival,
      @Description("How the probability of surviving changes from block to block.")
          @Default("linear")
          Decay decay) {}

  private final Config config;

  @Inject
  public StochasticDepth(Config config) {
    this.config = config;
  }

  /**
   * Puts the dropout of a branch, and a factor for test time, before the sum of each block.
   *
   * @throws UserException if the network has no residual blocks, or it cannot be told which part of
   *     one is the branch
   */
  @Override
  public void change(ComputationGraphConfiguration configuration) {
    List<ResidualBlock> blocks = ResidualBlock.all(configuration);
    if (blocks.isEmpty()) {
      throw new UserException(
          "stochastic-depth finds no residual blocks: the network has no vertex that adds two"
              + " others. Use it with a residual network, such as the model wide-resnet, or remove"
              + " it.");
    }
    int count = blocks.stream().mapToInt(ResidualBlock::depth).max().orElseThrow();
    for (ResidualBlock block : blocks) {
      double survival = survival(block.depth(), count);
      if (survival < 1) {
        insert(configuration, block, survival);
      }
    }
  }

  private double survival(int block, int count) {
    return switch (config.decay()) {
      case LINEAR -> 1 - (double) block / count * (1 - config.lastSurvival());
      case UNIFORM -> config.lastSurvival();
    };
  }

  private static void insert(
      ComputationGraphConfiguration configuration, ResidualBlock block, double survival) {
    String dropped = block.name() + "-survival";
    String scaled = block.name() + "-scale";
    if (configuration.getVertices().containsKey(dropped)) {
      throw new UserException(
          "the network has a vertex %s already: stochastic-depth can be applied once"
              .formatted(dropped));
    }
    DropoutLayer layer = new DropoutLayer(new BatchwiseDropout(survival));
    layer.setLayerName(dropped);
    NeuralNetConfiguration layerConfiguration =
        new NeuralNetConfiguration.Builder().updater(new NoOp()).layer(layer).build();
    configuration.getVertices().put(dropped, new LayerVertex(layerConfiguration, null));
    configuration.getVertexInputs().put(dropped, List.of(block.branch()));
    // The dropout divides by the survival in training, as DL4J's own does; the paper does not.
    configuration.getVertices().put(scaled, new ScaleVertex(survival));
    configuration.getVertexInputs().put(scaled, List.of(dropped));
    configuration
        .getVertexInputs()
        .computeIfPresent(
            block.name(),
            (name, inputs) ->
                inputs.stream()
                    .map(input -> input.equals(block.branch()) ? scaled : input)
                    .toList());
  }
}
