package io.rethink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LinearTest {

  private static ComputationGraph network(Linear.Config config, InputShape input, int classes) {
    ComputationGraph graph = new ComputationGraph(new Linear(config).configure(input, classes));
    graph.init();
    return graph;
  }

  @Test
  void startsFromZeroWhereItIsIndifferentBetweenTheClasses() {
    ComputationGraph network =
        network(
            new Linear.Config(Initialization.ZERO, 1, true, OutputLoss.CROSS_ENTROPY),
            new InputShape(1, 2, 2),
            4);

    assertThat(network.numParams()).isEqualTo(4 * 4 + 4);
    assertThat(network.params().dup().toDoubleVector()).containsOnly(0);
    assertThat(network.outputSingle(Nd4j.rand(1, 1, 2, 2)).toDoubleVector())
        .containsExactly(0.25, 0.25, 0.25, 0.25);
  }

  @Test
  void isTheSoftmaxOfAnAffineFunction() {
    ComputationGraph network =
        network(
            new Linear.Config(Initialization.ZERO, 1, true, OutputLoss.CROSS_ENTROPY),
            InputShape.vector(2),
            2);
    network.setParams(Nd4j.createFromArray(new float[][] {{0.5f, -1, 2, 0.25f, 0.1f, -0.3f}}));

    // Scores for (1, 2): 0.5 - 2 + 0.1 = -1.4 and 2 + 0.5 - 0.3 = 2.2.
    assertThat(
            network.outputSingle(Nd4j.createFromArray(new float[][] {{1, 2}})).toDoubleVector()[0])
        .isCloseTo(1 / (1 + Math.exp(3.6)), within(1e-7));
  }

  @Test
  void leavesOutTheBiasWhereAsked() {
    ComputationGraph network =
        network(
            new Linear.Config(Initialization.LECUN_NORMAL, 1, false, OutputLoss.CROSS_ENTROPY),
            InputShape.vector(7),
            3);

    assertThat(network.numParams()).isEqualTo(21);
    assertThat(network.paramTable()).containsOnlyKeys("output_W");
  }

  @Test
  void minimizesSquaredErrorsWhereAsked() {
    ComputationGraph network =
        network(
            new Linear.Config(Initialization.ZERO, 1, false, OutputLoss.SQUARED_ERROR),
            InputShape.vector(2),
            2);
    network.setParams(Nd4j.createFromArray(new float[][] {{0.5f, -1, 2, 0.25f}}));
    network.setInputs(Nd4j.createFromArray(new float[][] {{1, 2}}));
    network.setLabels(Nd4j.createFromArray(new float[][] {{1, 0}}));

    network.computeGradientAndScore();

    // The outputs are -1.5 and 2.5, for 1 and 0: errors of -2.5 and 2.5.
    assertThat(network.score()).isCloseTo(12.5, within(1e-6));
    assertThat(network.gradient().gradient().toDoubleVector()).containsExactly(-5, -10, 5, 10);
  }
}
