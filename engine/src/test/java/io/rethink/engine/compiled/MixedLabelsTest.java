package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.Engine;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Targets between two labels, in both engines. */
class MixedLabelsTest {

  private static final InputShape SHAPE = InputShape.vector(6);
  private static final int SIZE = 5;
  private static final double[] SHARES = {0.5, 0.7, 1, 0.9, 0.6};

  private static ComputationGraphConfiguration network(ILossFunction loss, Activation activation) {
    return Networks.builder(SHAPE)
        .addLayer(
            "dense", new DenseLayer.Builder().nOut(8).activation(Activation.TANH).build(), "input")
        .addLayer(
            "output",
            new OutputLayer.Builder(loss).nOut(Networks.CLASSES).activation(activation).build(),
            "dense")
        .build();
  }

  /** Cross-entropy as the compiled engine knows it, also smoothed, and one that DL4J computes. */
  static Stream<Arguments> linearLosses() {
    return Stream.of(new CompiledEngine(), new Dl4jEngine())
        .flatMap(
            engine ->
                Stream.of(
                    Arguments.of(engine, new LossMCXENT()),
                    Arguments.of(engine, new SmoothedLabels(0.2)),
                    Arguments.of(engine, new LossMCXENT(Nd4j.linspace(1, 2, Networks.CLASSES)))));
  }

  private static Batch mixed() {
    Batch batch = StockReference.batch(SHAPE, Networks.CLASSES, SIZE, 3);
    for (int i = 0; i < SIZE; i++) {
      batch.otherLabels()[i] = i == 3 ? batch.labels()[i] : (batch.labels()[i] + 1 + i) % 10;
      batch.shares()[i] = SHARES[i];
    }
    batch.mixed(true);
    return batch;
  }

  private static Batch single(Batch batch, int example, int label) {
    Batch single = new Batch(SHAPE, 1);
    System.arraycopy(batch.inputs(), example * SHAPE.size(), single.inputs(), 0, SHAPE.size());
    single.labels()[0] = label;
    single.size(1);
    return single;
  }

  /** Cross-entropy is linear in the target: so the parts are those of examples with one label. */
  @ParameterizedTest
  @MethodSource("linearLosses")
  void lossAndGradientOfCrossEntropyLieBetweenThoseOfBothLabels(Engine engine, ILossFunction loss) {
    Batch batch = mixed();
    try (Network network = engine.build(network(loss, Activation.SOFTMAX), SHAPE, 4)) {
      double expected = 0;
      INDArray gradient = network.gradient().mul(0);
      for (int i = 0; i < SIZE; i++) {
        expected += SHARES[i] / SIZE * network.train(single(batch, i, batch.labels()[i]), 1);
        gradient.addi(network.gradient().mul(SHARES[i] / SIZE));
        double rest = (1 - SHARES[i]) / SIZE;
        expected += rest * network.train(single(batch, i, batch.otherLabels()[i]), 1);
        gradient.addi(network.gradient().mul(rest));
      }
      assertThat(network.train(batch, 1)).isCloseTo(expected, within(1e-6));
      assertThat(network.gradient().sub(gradient).amaxNumber().doubleValue()).isLessThan(1e-6);
      float[] scores = new float[SIZE * Networks.CLASSES];
      assertThat(network.evaluate(batch, scores)).isCloseTo(expected, within(1e-6));
    }
  }

  static Stream<Engine> engines() {
    return Stream.of(new CompiledEngine(), new Dl4jEngine());
  }

  @ParameterizedTest
  @MethodSource("engines")
  void squaredErrorIsThatToTheMixedTarget(Engine engine) {
    Batch batch = mixed();
    try (Network network = engine.build(network(new LossMSE(), Activation.IDENTITY), SHAPE, 4)) {
      float[] scores = new float[SIZE * Networks.CLASSES];
      double found = network.evaluate(batch, scores);
      double expected = 0;
      for (int i = 0; i < SIZE; i++) {
        double[] target = new double[Networks.CLASSES];
        target[batch.labels()[i]] += SHARES[i];
        target[batch.otherLabels()[i]] += 1 - SHARES[i];
        for (int c = 0; c < target.length; c++) {
          double difference = scores[i * target.length + c] - target[c];
          expected += difference * difference / target.length / SIZE;
        }
      }
      assertThat(found).isCloseTo(expected, within(1e-6));
      assertThat(network.train(batch, 1)).isCloseTo(expected, within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void aLabelThatIsNoClassIsRefused(Engine engine) {
    Batch other = mixed();
    other.otherLabels()[2] = Networks.CLASSES;
    Batch negative = single(other, 0, -1);
    try (Network network = engine.build(network(new LossMCXENT(), Activation.SOFTMAX), SHAPE, 4)) {
      assertThatThrownBy(() -> network.train(other, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("label 10 where there are 10 classes");
      float[] scores = new float[Networks.CLASSES];
      assertThatThrownBy(() -> network.evaluate(negative, scores))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("label -1 where there are 10 classes");
    }
  }

  @ParameterizedTest
  @MethodSource("engines")
  void predictionsAreCountedByTheExamplesOwnLabels(Engine engine) {
    try (Network network = engine.build(network(new LossMCXENT(), Activation.SOFTMAX), SHAPE, 4)) {
      INDArray vector = network.parameters().vector();
      vector.assign(0);
      // The bias of class 4, so that it is predicted always.
      vector.putScalar(vector.length() - Networks.CLASSES + 4, 1);
      Batch batch = mixed();
      int[] labels = {4, 3, 4, 4, 3};
      int[] others = {3, 4, 4, 1, 4};
      System.arraycopy(labels, 0, batch.labels(), 0, SIZE);
      System.arraycopy(others, 0, batch.otherLabels(), 0, SIZE);
      network.train(batch, 1);
      assertThat(network.correct()).isEqualTo(3);
    }
  }
}
