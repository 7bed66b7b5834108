package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.regularization.BranchDropout;
import io.rethink.regularization.StochasticDepth.Decay;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class StochasticDepthTest {

  private static StochasticDepth depth(double lastSurvival, Decay decay) {
    return new StochasticDepth(new StochasticDepth.Config(lastSurvival, decay));
  }

  private static GraphBuilder builder() {
    return new NeuralNetConfiguration.Builder()
        .activation(Activation.IDENTITY)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(2))
        .setOutputs("output");
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(2).build();
  }

  /** Blocks x + W x, the last with a projection, where the branch has two layers. */
  private static ComputationGraphConfiguration residual(int blocks) {
    GraphBuilder graph = builder();
    String last = "input";
    for (int block = 1; block <= blocks; block++) {
      String name = "block" + block;
      graph.addLayer(name + "-branch", dense(), last);
      String shortcut = last;
      String branch = name + "-branch";
      if (block == blocks) {
        graph.addLayer(name + "-end", dense(), branch).addLayer(name + "-shortcut", dense(), last);
        branch = name + "-end";
        shortcut = name + "-shortcut";
      }
      graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), shortcut, branch);
      last = name;
    }
    return graph.addLayer("output", new OutputLayer.Builder().nOut(2).build(), last).build();
  }

  /** By the branch's end, the probability of surviving. */
  private static Map<String, Double> survivals(ComputationGraphConfiguration configuration) {
    Map<String, Double> survivals = new TreeMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) -> {
              if (vertex instanceof LayerVertex layer
                  && layer.getLayerConf().getLayer().getIDropout()
                      instanceof BranchDropout dropout) {
                survivals.put(
                    Objects.requireNonNull(configuration.getVertexInputs().get(name)).get(0),
                    dropout.survival());
              }
            });
    return survivals;
  }

  @Test
  void survivalFallsLinearlyToThatOfTheLastBlock() {
    ComputationGraphConfiguration configuration = residual(5);
    depth(0.5, Decay.LINEAR).change(configuration);

    // Equation 4: 1 - l / 5 * 0.5.
    assertThat(survivals(configuration))
        .isEqualTo(
            Map.of(
                "block1-branch", 0.9,
                "block2-branch", 0.8,
                "block3-branch", 0.7,
                "block4-branch", 0.6,
                "block5-end", 0.5));
  }

  @Test
  void survivalCanBeTheSameForAll() {
    ComputationGraphConfiguration configuration = residual(2);
    depth(0.3, Decay.UNIFORM).change(configuration);
    assertThat(survivals(configuration)).isEqualTo(Map.of("block1-branch", 0.3, "block2-end", 0.3));
  }

  @Test
  void leavesANetworkAloneThatAlwaysSurvives() {
    ComputationGraphConfiguration configuration = residual(3);
    depth(1, Decay.LINEAR).change(configuration);
    assertThat(configuration.getVertexInputs()).isEqualTo(residual(3).getVertexInputs());
  }

  @Test
  void trainsOnWholeBlocksAndTestsOnTheirExpectation() {
    // One block x + 3 x, no projection: 4 or 1 times x in training, 1 + 3 * 0.6 at test time.
    ComputationGraphConfiguration configuration =
        builder()
            .addLayer("branch", dense(), "input")
            .addVertex("block", new ElementWiseVertex(ElementWiseVertex.Op.Add), "branch", "input")
            .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "block")
            .build();
    depth(0.6, Decay.LINEAR).change(configuration);
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    network.getParam("branch_W").assign(Nd4j.eye(2).mul(3));
    INDArray input = Nd4j.createFromArray(new float[][] {{1, -2}, {0.5f, 4}});
    int passes = 1000;
    int kept = 0;
    Nd4j.getRandom().setSeed(5);
    for (int pass = 0; pass < passes; pass++) {
      INDArray block = Objects.requireNonNull(network.feedForward(input, true).get("block"));
      double factor = block.getDouble(0, 0);
      assertThat(factor == 1 || Math.abs(factor - 4) < 1e-6).isTrue();
      // One draw for the batch, not one for each example.
      assertThat(block.sub(input.mul(factor)).amaxNumber().doubleValue()).isLessThan(1e-5);
      kept += factor > 2 ? 1 : 0;
    }
    assertThat(kept / (double) passes).isCloseTo(0.6, within(4 * Math.sqrt(0.24 / passes)));

    INDArray tested = Objects.requireNonNull(network.feedForward(input, false).get("block"));
    assertThat(tested.sub(input.mul(2.8)).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void saysThatANetworkHasNoResidualBlocks() {
    ComputationGraphConfiguration chain =
        builder().addLayer("output", new OutputLayer.Builder().nOut(2).build(), "input").build();
    assertThatThrownBy(() -> depth(0.5, Decay.LINEAR).change(chain))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no residual blocks")
        .hasMessageContaining("wide-resnet");
  }

  @Test
  void saysThatItCannotTellTheBranchFromTheShortcut() {
    ComputationGraphConfiguration twins =
        builder()
            .addLayer("left", dense(), "input")
            .addLayer("right", dense(), "input")
            .addVertex("both", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
            .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "both")
            .build();
    assertThatThrownBy(() -> depth(0.5, Decay.LINEAR).change(twins))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "stochastic-depth cannot tell the branch from the shortcut in both: left and right come"
                + " from as many layers with weights");
  }

  @Test
  void canBeAppliedOnce() {
    ComputationGraphConfiguration configuration = residual(2);
    depth(0.5, Decay.LINEAR).change(configuration);
    assertThatThrownBy(() -> depth(0.5, Decay.LINEAR).change(configuration))
        .isInstanceOf(UserException.class)
        .hasMessageEndingWith("stochastic-depth can be applied once");
    assertThat(List.copyOf(survivals(configuration).values())).hasSize(2);
  }
}
