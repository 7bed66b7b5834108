package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.regularization.SmoothedLoss;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class LabelSmoothingTest {

  static ComputationGraphConfiguration network(LossFunction loss, Activation activation) {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(2))
        .addLayer(
            "output", new OutputLayer.Builder(loss).nOut(4).activation(activation).build(), "input")
        .setOutputs("output")
        .build();
  }

  @Test
  void lossAndGradientAreThoseOfCrossEntropyToSmoothedLabels() {
    ComputationGraphConfiguration configuration = network(LossFunction.MCXENT, Activation.SOFTMAX);
    new LabelSmoothing(new LabelSmoothing.Config(0.1)).change(configuration);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    double[] scores = {0.3, -1.2, 2.1, 0.4};
    graph.params().assign(0);
    graph.getParam("output_b").assign(Nd4j.create(scores).reshape(1, 4));
    graph.setInputs(Nd4j.zeros(1, 2));
    graph.setLabels(Nd4j.create(new float[][] {{0, 0, 0, 1}}));
    graph.computeGradientAndScore();

    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score);
    }
    double loss = 0;
    INDArray gradient = graph.gradient().getGradientFor("output_b");
    for (int c = 0; c < 4; c++) {
      double share = Math.exp(scores[c]) / sum;
      double label = c == 3 ? 0.925 : 0.025;
      loss -= label * Math.log(share);
      assertThat(gradient.getDouble(c)).isCloseTo(share - label, within(1e-6));
    }
    assertThat(graph.score()).isCloseTo(loss, within(1e-6));
  }

  @Test
  void theConfigurationCanBeStored() {
    ComputationGraphConfiguration configuration = network(LossFunction.MCXENT, Activation.SOFTMAX);
    new LabelSmoothing(new LabelSmoothing.Config(0.1)).change(configuration);
    String stored = configuration.toJson();
    ComputationGraphConfiguration restored = ComputationGraphConfiguration.fromJson(stored);
    assertThat(restored.toJson()).isEqualTo(stored).contains("0.1");
    ComputationGraph graph = new ComputationGraph(restored);
    graph.init();
    OutputLayer layer = (OutputLayer) graph.getLayer("output").conf().getLayer();
    assertThat(layer.getLossFn())
        .isInstanceOfSatisfying(
            SmoothedLoss.class, loss -> assertThat(loss.amount()).isEqualTo(0.1));
  }

  @Test
  void otherLossesAreRefused() {
    ComputationGraphConfiguration squared = network(LossFunction.MSE, Activation.IDENTITY);
    assertThatThrownBy(() -> new LabelSmoothing(new LabelSmoothing.Config(0.1)).change(squared))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("softmax with cross-entropy");
  }
}
