package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {

  private static final int WIDTH = 1000;

  private static Dropout dropout(double rate, @Nullable List<String> layers) {
    return new Dropout(new Dropout.Config(rate, layers));
  }

  /** input (1 feature) → dense1 (1000 units, identity) → output (2 classes). */
  private static ComputationGraphConfiguration wide() {
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(1))
        .addLayer(
            "dense1",
            new DenseLayer.Builder().nOut(WIDTH).activation(Activation.IDENTITY).build(),
            "input")
        .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "dense1")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraphConfiguration convolutional() {
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.convolutional(8, 8, 1))
        .addLayer("conv1", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "input")
        .addLayer("conv2", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "conv1")
        .addLayer("dense1", new DenseLayer.Builder().nOut(4).build(), "conv2")
        .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "dense1")
        .setOutputs("output")
        .build();
  }

  private static ComputationGraphConfiguration linear() {
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(InputType.feedForward(3))
        .addLayer("output", new OutputLayer.Builder().nOut(2).build(), "input")
        .setOutputs("output")
        .build();
  }

  private static Map<String, Boolean> dropped(ComputationGraphConfiguration configuration) {
    Map<String, Boolean> dropped = new TreeMap<>();
    configuration
        .getVertices()
        .forEach(
            (name, vertex) ->
                dropped.put(
                    name, ((LayerVertex) vertex).getLayerConf().getLayer().getIDropout() != null));
    return dropped;
  }

  @Test
  void dropsHiddenActivationsAtTheGivenRateInTraining() {
    ComputationGraphConfiguration configuration = wide();
    dropout(0.2, null).change(configuration);
    Nd4j.getRandom().setSeed(5);
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    // Every hidden activation is 1, and the first class's score is their sum: so what a class
    // receives tells how many were kept, each as 1 / 0.8.
    network.params().assign(0);
    network.getParam("dense1_b").assign(1);
    INDArray toFirst = network.getParam("output_W").getColumn(0);
    toFirst.assign(1.0 / WIDTH);
    INDArray input = Nd4j.zeros(400, 1);

    double[] scores = new double[400];
    INDArray probabilities = Objects.requireNonNull(network.feedForward(input, true).get("output"));
    for (int i = 0; i < scores.length; i++) {
      double p = probabilities.getDouble(i, 0);
      scores[i] = Math.log(p / (1 - p));
    }
    double mean = 0;
    double square = 0;
    for (double score : scores) {
      mean += score / scores.length;
      square += score * score / scores.length;
    }
    // A sum of 1000 independent values, 1.25 with probability 0.8 and else 0, divided by 1000:
    // mean 1, variance 0.25 / 1000.
    assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(0.25 / WIDTH / 400)));
    assertThat((square - mean * mean) / (0.25 / WIDTH)).isCloseTo(1, within(0.3));

    double p = network.outputSingle(input).getDouble(0, 0);
    assertThat(Math.log(p / (1 - p))).isCloseTo(1, within(1e-5));
  }

  @Test
  void leavesTheInputAndConvolutionsAlone() {
    ComputationGraphConfiguration mlp = wide();
    dropout(0.5, null).change(mlp);
    ComputationGraphConfiguration convolutions = convolutional();
    dropout(0.5, null).change(convolutions);

    assertThat(dropped(mlp)).isEqualTo(Map.of("dense1", false, "output", true));
    assertThat(dropped(convolutions))
        .isEqualTo(Map.of("conv1", false, "conv2", false, "dense1", true, "output", true));
  }

  @Test
  void actsOnTheNamedLayers() {
    ComputationGraphConfiguration configuration = convolutional();
    dropout(0.5, List.of("conv1", "output")).change(configuration);

    assertThat(dropped(configuration))
        .isEqualTo(Map.of("conv1", true, "conv2", false, "dense1", false, "output", true));
  }

  @Test
  void doesNothingAtRateZero() {
    ComputationGraphConfiguration configuration = wide();
    dropout(0, null).change(configuration);

    assertThat(dropped(configuration)).isEqualTo(Map.of("dense1", false, "output", false));
  }

  @Test
  void namesTheLayersThatExistWhenOneDoesNot() {
    assertThatThrownBy(() -> dropout(0.5, List.of("dense2")).change(wide()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "layers names dense2, but the network has no such layer. It has: dense1, output.");
  }

  @Test
  void asksForLayersWhereNothingIsHidden() {
    assertThatThrownBy(() -> dropout(0.5, null).change(linear()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no hidden activations")
        .hasMessageEndingWith("The network has: output.");
    assertThatCode(() -> dropout(0.5, List.of("output")).change(linear()))
        .doesNotThrowAnyException();
  }
}
