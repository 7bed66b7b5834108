package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.engine.Batch;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks with dropped branches, against stock DL4J with those branches multiplied by 0 or 1. */
class BranchDropoutTest {

  static final InputShape IMAGE = new InputShape(3, 6, 6);
  private static final double[] SURVIVAL = {0.75, 0.4, 0.5};

  /** What ends branch {@code number}. */
  private interface End {
    String add(GraphBuilder graph, int number, String below);
  }

  static List<Engine> engines() {
    return List.of(new CompiledEngine(), new Dl4jEngine());
  }

  /**
   * A block with an identity for a shortcut, one with a convolution that reads the branch's first
   * ReLU, and one that is dropped inside the second's branch.
   */
  private static ComputationGraphConfiguration network(End end) {
    GraphBuilder graph =
        Networks.builder(IMAGE).addLayer("stem", Networks.convolution(4, 3, 1), "input");
    String first =
        end.add(graph, 0, convolution(graph, "one", activation(graph, "one", "stem"), 4));
    sum(graph, "block1", "stem", first);
    String shared = activation(graph, "two", "block1");
    convolution(graph, "shortcut", shared, 6);
    String inner = convolution(graph, "two", shared, 6);
    String nested =
        end.add(graph, 1, convolution(graph, "three", activation(graph, "three", inner), 6));
    sum(graph, "inner", inner, nested);
    String second =
        end.add(graph, 2, convolution(graph, "four", activation(graph, "four", "inner"), 6));
    sum(graph, "block2", "shortcut", second);
    return graph.addLayer("output", Networks.output(), "block2").build();
  }

  private static String activation(GraphBuilder graph, String name, String below) {
    graph.addLayer(name + "-norm", new BatchNormalization.Builder().build(), below);
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), name + "-norm");
    return name + "-relu";
  }

  private static String convolution(GraphBuilder graph, String name, String below, int channels) {
    graph.addLayer(name, Networks.convolution(channels, 3, 1), below);
    return name;
  }

  private static void sum(GraphBuilder graph, String name, String one, String other) {
    graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), one, other);
  }

  static ComputationGraphConfiguration dropping() {
    return network(
        (graph, number, below) -> {
          graph.addLayer("drop" + number, new DropoutLayer(new Coin(SURVIVAL[number])), below);
          return scaled(graph, number, "drop" + number, SURVIVAL[number]);
        });
  }

  private static ComputationGraphConfiguration multiplied(double... factors) {
    return network((graph, number, below) -> scaled(graph, number, below, factors[number]));
  }

  private static String scaled(GraphBuilder graph, int number, String below, double factor) {
    graph.addVertex("scale" + number, new ScaleVertex(factor), below);
    return "scale" + number;
  }

  private static boolean isKept(int state, int branch) {
    return (state >> branch & 1) == 1;
  }

  @ParameterizedTest
  @MethodSource("engines")
  void lossAndGradientAreThoseOfTheNetworkWithoutTheDroppedBranches(Engine engine) {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 5, 1);
    List<StockReference> references = new ArrayList<>();
    double[] losses = new double[8];
    try (Network network = engine.build(dropping(), IMAGE, 3)) {
      for (int state = 0; state < 8; state++) {
        references.add(
            new StockReference(
                multiplied(state & 1, state >> 1 & 1, state >> 2 & 1), IMAGE, Networks.CLASSES));
        losses[state] = references.get(state).train(network, batch);
      }
      int[] seen = new int[8];
      Random seeds = new Random(7);
      for (int pass = 0; pass < 60; pass++) {
        INDArray before = network.parameters().vector().dup();
        double loss = network.train(batch, seeds.nextLong());
        int state = nearest(losses, loss);
        assertThat(loss / losses[state]).isCloseTo(1, within(Errors.TOLERANCE));
        // States that differ within a dropped branch have the same loss and gradient.
        assertThat(references.get(state).gradientError(network)).isLessThan(Errors.TOLERANCE);
        assertStatistics(network, before, state);
        seen[isKept(state, 2) ? state : state & 1]++;
      }
      assertThat(seen[0]).isPositive();
      assertThat(seen[1]).isPositive();
      assertThat(seen[4] + seen[5]).isPositive();
      assertThat(seen[6] + seen[7]).isPositive();
    } finally {
      references.forEach(StockReference::close);
    }
  }

  private static int nearest(double[] losses, double loss) {
    int nearest = 0;
    for (int state = 1; state < losses.length; state++) {
      if (Math.abs(losses[state] - loss) < Math.abs(losses[nearest] - loss)) {
        nearest = state;
      }
    }
    return nearest;
  }

  /** The running statistics of a branch move when it is computed. */
  private static void assertStatistics(Network network, INDArray before, int state) {
    for (ParameterBlock block : network.parameters().blocks(Role.STATISTIC).toList()) {
      boolean computed =
          switch (block.layer()) {
            case "one-norm" -> isKept(state, 0);
            case "three-norm" -> isKept(state, 1) && isKept(state, 2);
            case "four-norm" -> isKept(state, 2);
            default -> true;
          };
      assertThat(block.slice(network.parameters().vector()).equals(block.slice(before)))
          .as("%s stays in state %d", block.layer(), state)
          .isEqualTo(!computed);
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void branchesSurviveAsOftenAsTheyShould(Engine engine) {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 2, 1);
    int passes = 200;
    int[] kept = new int[2];
    Random seeds = new Random(11);
    try (Network network = engine.build(dropping(), IMAGE, 3)) {
      for (int pass = 0; pass < passes; pass++) {
        network.train(batch, seeds.nextLong());
        kept[0] += hasGradient(network, "one") ? 1 : 0;
        kept[1] += hasGradient(network, "four") ? 1 : 0;
      }
    }
    assertThat(kept[0] / (double) passes)
        .isCloseTo(0.75, within(4 * Math.sqrt(0.75 * 0.25 / passes)));
    assertThat(kept[1] / (double) passes).isCloseTo(0.5, within(4 * Math.sqrt(0.25 / passes)));
  }

  private static boolean hasGradient(Network network, String layer) {
    return network.parameters().blocks().stream()
        .filter(block -> block.layer().equals(layer))
        .anyMatch(block -> block.slice(network.gradient()).amaxNumber().doubleValue() > 0);
  }

  @ParameterizedTest
  @MethodSource("engines")
  void evaluationScalesEachBranchByItsSurvival(Engine engine) {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 5, 1);
    float[] scores = new float[5 * Networks.CLASSES];
    float[] expected = new float[5 * Networks.CLASSES];
    try (Network network = engine.build(dropping(), IMAGE, 3);
        Network scaled = new Dl4jEngine().build(multiplied(SURVIVAL), IMAGE, 3)) {
      double loss = network.evaluate(batch, scores);
      assertThat(loss / scaled.evaluate(batch, expected)).isCloseTo(1, within(Errors.TOLERANCE));
      assertThat(scores).containsExactly(expected, within(1e-4f));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void theSameSeedDropsTheSame(Engine engine) {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 5, 1);
    try (Network network = engine.build(dropping(), IMAGE, 3)) {
      for (long seed = 1; seed < 9; seed++) {
        double loss = network.train(batch, seed);
        INDArray gradient = network.gradient().dup();
        network.train(batch, seed + 100);
        assertThat(network.train(batch, seed)).isEqualTo(loss);
        assertThat(network.gradient()).isEqualTo(gradient);
      }
    }
  }

  /** A branch of a sum alone, whose terms are read behind it as well. */
  private static ComputationGraphConfiguration summed(boolean dropped, double factor) {
    GraphBuilder graph = Networks.builder(IMAGE);
    convolution(graph, "one", "input", 4);
    convolution(graph, "other", "input", 4);
    sum(graph, "sum", "one", "other");
    if (dropped) {
      graph.addLayer("end", new DropoutLayer(new Coin(factor)), "sum");
    } else {
      graph.addVertex("end", new ScaleVertex(factor), "sum");
    }
    sum(graph, "one-more", "end", "one");
    sum(graph, "all", "one-more", "other");
    return graph.addLayer("output", Networks.output(), "all").build();
  }

  @ParameterizedTest
  @MethodSource("engines")
  void bothTermsOfABranchGetTheirGradient(Engine engine) {
    Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 5, 1);
    int kept = 0;
    try (Network network = engine.build(summed(true, 0.5), IMAGE, 3);
        StockReference without = new StockReference(summed(false, 0), IMAGE, Networks.CLASSES);
        StockReference with = new StockReference(summed(false, 2), IMAGE, Networks.CLASSES)) {
      double lossWithout = without.train(network, batch);
      with.train(network, batch);
      for (long seed = 1; seed <= 20; seed++) {
        boolean dropped = Math.abs(network.train(batch, seed) / lossWithout - 1) < Errors.TOLERANCE;
        assertThat((dropped ? without : with).gradientError(network)).isLessThan(Errors.TOLERANCE);
        kept += dropped ? 0 : 1;
      }
    }
    assertThat(kept).isBetween(1, 19);
  }

  @Test
  void needsNothingOfStockDl4j() throws Exception {
    try (CompiledNetwork network = new CompiledEngine().compile(dropping(), IMAGE, 3)) {
      assertThat(network.explain(4).toString()).contains("dropped branch").doesNotContain("stock");
    }
  }
}
