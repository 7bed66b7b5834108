package io.rethink.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.engine.Batch;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.CompiledEngine;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class Dl4jEngineTest {

  private static final InputShape SHAPE = new InputShape(2, 3, 3);
  private static final int CLASSES = 4;

  @Test
  void lossScoresAndGradientAreThoseOfSoftmaxRegressionInDouble() {
    Batch batch = batch(5, 1);
    try (Network network = new Dl4jEngine().build(softmaxRegression(), SHAPE, 7)) {
      ParameterBlock weights = block(network, Role.WEIGHT);
      ParameterBlock biases = block(network, Role.BIAS);
      INDArray w = weights.view(network.parameters().vector());
      INDArray b = biases.view(network.parameters().vector());
      b.assign(0.25);
      b.putScalar(1, -0.5);

      double loss = 0;
      double[][] weightGradient = new double[SHAPE.size()][CLASSES];
      double[] biasGradient = new double[CLASSES];
      double[][] expectedScores = new double[5][CLASSES];
      for (int i = 0; i < 5; i++) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          double z = b.getDouble(c);
          for (int k = 0; k < SHAPE.size(); k++) {
            z += w.getDouble(k, c) * batch.inputs()[i * SHAPE.size() + k];
          }
          expectedScores[i][c] = z;
          sum += Math.exp(z);
        }
        loss += (Math.log(sum) - expectedScores[i][batch.labels()[i]]) / 5;
        for (int c = 0; c < CLASSES; c++) {
          double delta = Math.exp(expectedScores[i][c]) / sum - (c == batch.labels()[i] ? 1 : 0);
          biasGradient[c] += delta / 5;
          for (int k = 0; k < SHAPE.size(); k++) {
            weightGradient[k][c] += delta * batch.inputs()[i * SHAPE.size() + k] / 5;
          }
        }
      }

      assertThat(network.train(batch, 1)).isCloseTo(loss, within(1e-6));
      INDArray dw = weights.view(network.gradient());
      INDArray db = biases.view(network.gradient());
      for (int c = 0; c < CLASSES; c++) {
        assertThat(db.getDouble(c)).isCloseTo(biasGradient[c], within(1e-6));
        for (int k = 0; k < SHAPE.size(); k++) {
          assertThat(dw.getDouble(k, c)).isCloseTo(weightGradient[k][c], within(1e-6));
        }
      }
      float[] scores = new float[5 * CLASSES];
      assertThat(network.evaluate(batch, scores)).isCloseTo(loss, within(1e-6));
      for (int i = 0; i < 5; i++) {
        for (int c = 0; c < CLASSES; c++) {
          assertThat((double) scores[i * CLASSES + c])
              .isCloseTo(expectedScores[i][c], within(1e-5));
        }
      }
    }
  }

  @Test
  void countsThePredictionsThatAreCorrect() {
    Batch batch = batch(5, 1);
    try (Network network = new Dl4jEngine().build(softmaxRegression(), SHAPE, 7)) {
      network.train(batch, 1);
      float[] scores = new float[5 * CLASSES];
      network.evaluate(batch, scores);
      int expected = 0;
      for (int i = 0; i < 5; i++) {
        int best = 0;
        for (int c = 1; c < CLASSES; c++) {
          best = scores[i * CLASSES + c] > scores[i * CLASSES + best] ? c : best;
        }
        expected += best == batch.labels()[i] ? 1 : 0;
      }
      assertThat(network.correct()).isEqualTo(expected);
    }
  }

  @Test
  void whatIsNoNumberGivesALossThatIsNone() {
    Batch batch = batch(5, 1);
    try (Network network = new Dl4jEngine().build(softmaxRegression(), SHAPE, 7)) {
      block(network, Role.BIAS).view(network.parameters().vector()).putScalar(1, Float.NaN);

      assertThat(network.train(batch, 1)).isNaN();
      assertThat(network.evaluate(batch, new float[5 * CLASSES])).isNaN();
    }
  }

  @Test
  void aSeedFixesTheInitialParametersAndTheDropoutMasks() {
    Batch batch = batch(6, 2);
    try (Network one = new Dl4jEngine().build(withDropout(), SHAPE, 11);
        Network same = new Dl4jEngine().build(withDropout(), SHAPE, 11);
        Network other = new Dl4jEngine().build(withDropout(), SHAPE, 12)) {
      assertThat(one.parameters().vector()).isEqualTo(same.parameters().vector());
      assertThat(one.parameters().vector()).isNotEqualTo(other.parameters().vector());
      double first = one.train(batch, 5);
      assertThat(same.train(batch, 5)).isEqualTo(first);
      assertThat(one.gradient()).isEqualTo(same.gradient());
      assertThat(same.train(batch, 6)).isNotEqualTo(first);
      assertThat(same.train(batch, 5)).isEqualTo(first);
    }
  }

  @Test
  void runningStatisticsMoveTowardsTheBatchAndHaveNoGradient() {
    Batch batch = batch(8, 3);
    try (Network network =
        new Dl4jEngine().build(withBatchNormalization(), InputShape.vector(SHAPE.size()), 3)) {
      ParameterBlock mean =
          network
              .parameters()
              .blocks(Role.STATISTIC)
              .filter(b -> b.name().equals("mean"))
              .toList()
              .get(0);
      assertThat(network.parameters().blocks(Role.NORMALIZATION)).hasSize(2);
      network.train(batch, 1);
      for (int k = 0; k < SHAPE.size(); k++) {
        double batchMean = 0;
        for (int i = 0; i < 8; i++) {
          batchMean += batch.inputs()[i * SHAPE.size() + k] / 8.0;
        }
        // Decay 0.9, from a running mean of 0.
        assertThat(mean.slice(network.parameters().vector()).getDouble(k))
            .isCloseTo(0.1 * batchMean, within(1e-6));
      }
      assertThat(mean.slice(network.gradient()).amaxNumber().doubleValue()).isZero();
    }
  }

  static Stream<Arguments> whatAModelLeavesToTheExperiment() {
    LayerConstraint maxNorm = new MaxNormConstraint(1, 1);
    GradientNormalization clipping = GradientNormalization.ClipL2PerLayer;
    return Stream.of(
        Arguments.of(builder().l2(0.1), "carries a penalty of its own"),
        Arguments.of(builder().l1Bias(0.1), "carries a penalty of its own"),
        Arguments.of(builder().weightDecayBias(0.1), "carries a penalty of its own"),
        Arguments.of(builder().constrainWeights(maxNorm), "constrains its parameters"),
        Arguments.of(builder().gradientNormalization(clipping), "normalizes its gradient"));
  }

  @ParameterizedTest
  @MethodSource("whatAModelLeavesToTheExperiment")
  void aModelThatSaysHowToTrainItIsRefused(NeuralNetConfiguration.Builder builder, String fault) {
    assertThatThrownBy(() -> new Dl4jEngine().build(softmaxRegression(builder), SHAPE, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'output' " + fault)
        .hasMessageContaining("instead");
  }

  @ParameterizedTest
  @EnumSource(names = {"DOUBLE", "HALF"})
  void aModelOfAnotherDataTypeIsRefused(DataType type) {
    ComputationGraphConfiguration configuration = softmaxRegression(builder().dataType(type));
    for (Engine engine : List.of(new Dl4jEngine(), new CompiledEngine())) {
      assertThatThrownBy(() -> engine.build(configuration, SHAPE, 1))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("the data type " + type)
          .hasMessageContaining("set it to FLOAT");
    }
  }

  private static ParameterBlock block(Network network, Role role) {
    return network.parameters().blocks(role).findFirst().orElseThrow();
  }

  private static Batch batch(int size, long seed) {
    Random random = new Random(seed);
    Batch batch = new Batch(SHAPE, size + 2);
    for (int i = 0; i < size * SHAPE.size(); i++) {
      batch.inputs()[i] = random.nextFloat() - 0.3f;
    }
    for (int i = 0; i < size; i++) {
      batch.labels()[i] = random.nextInt(CLASSES);
    }
    batch.size(size);
    return batch;
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder().updater(new NoOp());
  }

  private static ComputationGraphConfiguration softmaxRegression() {
    return softmaxRegression(builder());
  }

  private static ComputationGraphConfiguration softmaxRegression(
      NeuralNetConfiguration.Builder builder) {
    return builder
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(SHAPE.inputType())
        .addLayer("output", output(), "input")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraphConfiguration withDropout() {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(SHAPE.inputType())
        .addLayer(
            "dense", new DenseLayer.Builder().nOut(16).activation(Activation.RELU).build(), "input")
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .dropOut(0.5)
                .build(),
            "dense")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraphConfiguration withBatchNormalization() {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputShape.vector(SHAPE.size()).inputType())
        .addLayer("norm", new BatchNormalization.Builder().build(), "input")
        .addLayer("output", output(), "norm")
        .setOutputs("output")
        .build();
  }
}
