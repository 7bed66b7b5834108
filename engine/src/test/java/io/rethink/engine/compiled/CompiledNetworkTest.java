package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.optimization.Momentum;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class CompiledNetworkTest extends PrecisionContract {

  static final InputShape IMAGE = new InputShape(3, 8, 8);
  private static final int CLASSES = Networks.CLASSES;

  CompiledNetworkTest() {
    super(IMAGE);
  }

  @Override
  ComputationGraphConfiguration network() {
    return small();
  }

  @Override
  CompiledNetwork compile(ComputationGraphConfiguration configuration) throws Exception {
    return compile(configuration, 5);
  }

  private static CompiledNetwork compile(ComputationGraphConfiguration configuration, long seed)
      throws UnknownLayerException {
    return new CompiledEngine().compile(configuration, IMAGE, seed);
  }

  static ComputationGraphConfiguration small() {
    return Networks.chain(
        IMAGE,
        Networks.convolution(8, 3, 1),
        new BatchNormalization.Builder().build(),
        new ActivationLayer(Activation.RELU),
        Networks.maxPooling(),
        new DenseLayer.Builder().nOut(12).activation(Activation.RELU).build());
  }

  static Batch batch(int size, long seed) {
    return StockReference.batch(IMAGE, CLASSES, size, seed);
  }

  @Test
  void startsFromTheParametersOfStockDl4j() throws Exception {
    try (CompiledNetwork network = compile(small(), 5);
        Network stock = new Dl4jEngine().build(small(), IMAGE, 5)) {
      assertThat(network.parameters().vector()).isEqualTo(stock.parameters().vector());
      assertThat(network.parameters().blocks()).isEqualTo(stock.parameters().blocks());
    }
  }

  @Test
  void scoresAndLossInEvaluationAreThoseOfStockDl4jAfterTraining() throws Exception {
    try (CompiledNetwork network = compile(small(), 5);
        Network stock = new Dl4jEngine().build(small(), IMAGE, 5)) {
      for (int step = 0; step < 3; step++) {
        Batch batch = batch(16, step);
        network.train(batch, 1);
        stock.train(batch, 1);
      }
      assertThat(
              network
                  .parameters()
                  .vector()
                  .sub(stock.parameters().vector())
                  .amaxNumber()
                  .doubleValue())
          .as("running statistics")
          .isLessThan(1e-6);
      for (int size : new int[] {16, 7, 1}) {
        Batch batch = batch(size, 9);
        float[] scores = new float[size * CLASSES];
        float[] expected = new float[size * CLASSES];
        double loss = network.evaluate(batch, scores);
        assertThat(loss).isCloseTo(stock.evaluate(batch, expected), within(1e-5));
        assertThat(scores).containsExactly(expected, within(1e-5f));
      }
    }
  }

  @Test
  void followsStockDl4jOverManySteps() throws Exception {
    try (CompiledNetwork network = compile(small(), 5);
        StockReference reference = new StockReference(small(), IMAGE, CLASSES)) {
      for (int step = 0; step < 12; step++) {
        Batch batch = batch(step % 3 == 0 ? 16 : 11, step % 8);
        double loss = network.train(batch, 1);
        assertThat(loss).isCloseTo(reference.train(network, batch), within(1e-5));
        descend(network, 0.05);
      }
    }
  }

  @Test
  void statisticsHaveNoGradient() throws Exception {
    try (CompiledNetwork network = compile(small(), 5)) {
      network.train(batch(8, 1), 1);
      assertThat(network.parameters().blocks(Role.STATISTIC))
          .hasSize(2)
          .allSatisfy(
              block ->
                  assertThat(block.slice(network.gradient()).amaxNumber().doubleValue()).isZero());
    }
  }

  @Test
  void biasesThatBatchNormalizationTakesBackHaveTheGradientZero() throws Exception {
    try (CompiledNetwork network = compile(small(), 5)) {
      network.gradient().assign(1);
      network.train(batch(8, 1), 1);
      assertThat(network.parameters().blocks(Role.BIAS))
          .filteredOn(block -> block.slice(network.gradient()).amaxNumber().doubleValue() == 0)
          .extracting(ParameterBlock::layer)
          .containsExactly("layer0");
    }
  }

  @Test
  void countsThePredictionsThatAreCorrect() throws Exception {
    try (CompiledNetwork network = compile(Networks.chain(IMAGE), 5)) {
      INDArray vector = network.parameters().vector();
      vector.assign(0);
      // Only the bias of class 4, the last but five of all parameters.
      vector.putScalar(vector.length() - CLASSES + 4, 1);
      Batch batch = batch(30, 1);
      network.train(batch, 1);
      int fours = 0;
      for (int label : batch.labels()) {
        fours += label == 4 ? 1 : 0;
      }
      assertThat(network.correct()).isEqualTo(fours);
    }
  }

  @Test
  void dropoutKeepsTheConfiguredShareAndItsMeanAndFollowsTheNoiseSeed() throws Exception {
    ComputationGraphConfiguration configuration =
        Networks.chain(
            IMAGE,
            new DenseLayer.Builder().nOut(2000).build(),
            new DropoutLayer.Builder(0.8).build());
    try (CompiledNetwork network = compile(configuration, 5)) {
      Batch batch = batch(10, 1);
      double loss = network.train(batch, 3);
      INDArray bias =
          network.parameters().blocks(Role.BIAS).toList().get(0).slice(network.gradient());
      INDArray first = bias.dup();
      assertThat(network.train(batch, 4)).isNotEqualTo(loss);
      assertThat(network.train(batch, 3)).isEqualTo(loss);
      assertThat(bias).isEqualTo(first);
      // A unit's bias has no gradient where the unit is dropped in the only example.
      Batch single = batch(1, 2);
      network.train(single, 5);
      long dropped = 0;
      for (int i = 0; i < bias.length(); i++) {
        dropped += bias.getFloat(i) == 0 ? 1 : 0;
      }
      // Standard deviation of the share is 0.009.
      assertThat(dropped / 2000.0).isCloseTo(0.2, within(0.04));
      float[] scores = new float[10 * CLASSES];
      assertThat(network.evaluate(batch, scores)).isNotEqualTo(loss);
    }
  }

  @Test
  void gradientWithDropoutIsTheSlopeOfTheLossUnderTheSameMask() throws Exception {
    ComputationGraphConfiguration configuration =
        Networks.chain(
            IMAGE,
            Networks.convolution(8, 3, 1),
            new DropoutLayer.Builder(0.6).build(),
            new DenseLayer.Builder().nOut(40).activation(Activation.TANH).build(),
            new DropoutLayer.Builder(0.5).build());
    try (CompiledNetwork network = compile(configuration, 5)) {
      Batch batch = batch(10, 1);
      long mask = 3;
      network.train(batch, mask);
      INDArray parameters = network.parameters().vector();
      INDArray start = parameters.dup();
      INDArray direction = network.gradient().dup();
      double squared = Math.pow(direction.norm2Number().doubleValue(), 2);
      // Far enough for losses of 32-bit scores to tell, near enough for the slope to stay.
      double step = 0.005 / squared;
      parameters.assign(start.add(direction.mul(step)));
      double above = network.train(batch, mask);
      parameters.assign(start.sub(direction.mul(step)));
      double below = network.train(batch, mask);
      assertThat((above - below) / (2 * step) / squared).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void infinityAndNanInTheInputReachTheLossOfASingleLayer() throws Exception {
    assertInfinityAndNanReachTheLoss(Networks.chain(IMAGE));
  }

  @Test
  void aNetworkWithAnotherKindOfOutputLayerRunsInStockDl4j() {
    ComputationGraphConfiguration configuration =
        Networks.builder(IMAGE)
            .addLayer("dense", new DenseLayer.Builder().nOut(CLASSES).build(), "input")
            .addLayer(
                "output",
                new CenterLossOutputLayer.Builder()
                    .nOut(CLASSES)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "dense")
            .build();
    assertThatThrownBy(() -> compile(configuration, 1))
        .isInstanceOf(UnknownLayerException.class)
        .hasMessage("the output layer 'output' is no OutputLayer");
    try (Network network = new CompiledEngine().build(configuration, IMAGE, 1)) {
      assertThat(network).isNotInstanceOf(CompiledNetwork.class);
      assertThat(network.train(batch(4, 1), 1)).isFinite();
    }
  }

  @Test
  void aClosedNetworkComputesNoMore() throws Exception {
    CompiledNetwork network = compile(small(), 1);
    Batch batch = batch(4, 1);
    INDArray velocity = network.parameters().vector().dup();
    network.train(batch, 1);
    network.close();
    network.close();
    assertThatThrownBy(() -> network.train(batch, 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.evaluate(batch, new float[4 * CLASSES]))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.prepare(4, 4)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> network.descend(velocity, new Momentum(0.9, false), 0.1, Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aThousandProgramsThatAreBuiltAndClosedLeaveNoMemoryBehind() throws Exception {
    for (int i = 0; i < 25; i++) {
      buildFourPrograms();
    }
    long before = org.bytedeco.javacpp.Pointer.physicalBytes();
    for (int i = 0; i < 250; i++) {
      buildFourPrograms();
    }
    // The four work in more than 1 MB, so a thousand that leaked would take 250.
    assertThat(org.bytedeco.javacpp.Pointer.physicalBytes() - before).isLessThan(60 << 20);
  }

  private static void buildFourPrograms() throws UnknownLayerException {
    try (CompiledNetwork network = compile(small(), 1)) {
      for (int size : new int[] {32, 17}) {
        Batch batch = batch(size, 1);
        network.train(batch, 1);
        network.evaluate(batch, new float[size * CLASSES]);
      }
    }
  }

  @Test
  void explainsEachStepWithItsImplementation() throws Exception {
    try (CompiledNetwork network = compile(small(), 5)) {
      Explanation explanation = network.explain(16);
      assertThat(explanation.steps())
          .anySatisfy(
              step -> {
                assertThat(step.node()).isEqualTo("layer0");
                assertThat(step.operation()).isEqualTo("convolution");
                // 2 x 16 x 8 x 8 x 8 outputs, each of 3 x 3 x 3 products.
                assertThat(step.flops()).isEqualTo(2L * 16 * 8 * 8 * 8 * 27);
                assertThat(step.implementation()).startsWith("jit");
              });
      assertThat(explanation.toString()).contains("normalization, relu", "GFLOP/s");
    }
  }
}
