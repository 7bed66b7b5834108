package io.rethink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class MlpTest {

  private static final InputShape CROPPED_CIFAR = new InputShape(3, 28, 28);

  private static Mlp.Config config(HiddenActivation activation, Integer... widths) {
    return new Mlp.Config(List.of(widths), activation, Initialization.HE_NORMAL, 1);
  }

  private static ComputationGraph network(Mlp.Config config, InputShape input, int classes) {
    ComputationGraphConfiguration configuration = new Mlp(config).configure(input, classes);
    configuration.getDefaultConfiguration().setSeed(11);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  @Test
  void countsAsManyParametersAsThePaper() {
    // Zhang et al. 2017, Table 1: MLP 1x512 and MLP 3x512 on 28x28 crops.
    assertThat(network(config(HiddenActivation.RELU, 512), CROPPED_CIFAR, 10).numParams())
        .isEqualTo(1_209_866);
    assertThat(network(config(HiddenActivation.RELU, 512, 512, 512), CROPPED_CIFAR, 10).numParams())
        .isEqualTo(1_735_178);
  }

  @Test
  void leavesTrainingToTheRun() {
    var configuration =
        new Mlp(config(HiddenActivation.TANH, 5, 4)).configure(InputShape.vector(3), 2);

    assertThat(configuration.getNetworkInputs()).containsExactly("input");
    assertThat(configuration.getNetworkOutputs()).containsExactly("output");
    assertThat(configuration.getVertices()).containsOnlyKeys("dense1", "dense2", "output");
    assertThat(configuration.getVertices().values())
        .allSatisfy(
            vertex -> {
              BaseLayer layer = (BaseLayer) ((LayerVertex) vertex).getLayerConf().getLayer();
              assertThat(layer.getIUpdater()).isInstanceOf(NoOp.class);
              assertThat(layer.getIDropout()).isNull();
              assertThat(layer.getRegularization()).isNullOrEmpty();
              assertThat(layer.getRegularizationBias()).isNullOrEmpty();
            });
  }

  private static DoubleUnaryOperator reference(HiddenActivation activation) {
    return switch (activation) {
      case RELU -> x -> Math.max(x, 0);
      case LEAKY_RELU -> x -> x > 0 ? x : 0.01 * x;
      case ELU -> x -> x > 0 ? x : Math.expm1(x);
      case GELU -> x -> x / (1 + Math.exp(-1.702 * x));
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case TANH -> Math::tanh;
    };
  }

  @ParameterizedTest
  @EnumSource
  void computesWhatAReferenceInDoublePrecisionComputes(HiddenActivation activation) {
    TinyNetwork reference = new TinyNetwork(List.of(4, 3, 5, 3), reference(activation));
    Random random = new Random(7);
    double[] parameters = random.doubles(reference.parameters(), -1, 1).toArray();
    double[] input = random.doubles(4, -2, 2).toArray();
    ComputationGraph network = network(config(activation, 3, 5), new InputShape(1, 2, 2), 3);
    network.setParams(Nd4j.createFromArray(floats(parameters)).reshape(1, -1));
    INDArray image = Nd4j.createFromArray(floats(input)).reshape(1, 1, 2, 2);

    assertThat(network.outputSingle(image).toDoubleVector())
        .containsExactly(reference.probabilities(parameters, input), within(1e-6));

    network.setInput(0, image);
    network.setLabel(0, Nd4j.createFromArray(new float[][] {{0, 1, 0}}));
    network.computeGradientAndScore();
    assertThat(network.getFlattenedGradients().dup().toDoubleVector())
        .containsExactly(reference.gradient(parameters, input, 1), within(1e-5));
  }

  @Test
  void readsAVectorAsItReadsAnImageOfTheSameValues() {
    Mlp.Config config = config(HiddenActivation.RELU, 6);
    ComputationGraph ofImages = network(config, new InputShape(2, 2, 3), 4);
    ComputationGraph ofVectors = network(config, InputShape.vector(12), 4);
    ofVectors.setParams(ofImages.params());
    INDArray values = Nd4j.createFromArray(floats(new Random(3).doubles(24).toArray()));

    assertThat(ofVectors.outputSingle(values.reshape(2, 12)))
        .isEqualTo(ofImages.outputSingle(values.reshape(2, 2, 2, 3)));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZERO")
  void drawsWeightsFromTheNamedDistribution(Initialization initialization) {
    int inputs = 300;
    int outputs = 500;
    double scale = 0.5;
    ComputationGraph network =
        network(
            new Mlp.Config(List.of(outputs), HiddenActivation.RELU, initialization, scale),
            InputShape.vector(inputs),
            2);
    double[] weights = network.getParam("dense1_W").dup('f').data().asDouble();

    double expected =
        scale
            * scale
            * switch (initialization) {
              case HE_NORMAL, HE_UNIFORM -> 2.0 / 300;
              case XAVIER_NORMAL, XAVIER_UNIFORM -> 2.0 / 800;
              case LECUN_NORMAL, LECUN_UNIFORM -> 1.0 / 300;
              case ZERO -> throw new AssertionError();
            };
    // With 150,000 draws the sample's variance has a relative deviation below 0.4 %.
    assertThat(moment(weights, 1)).isCloseTo(0, within(4 * Math.sqrt(expected / 150_000)));
    assertThat(moment(weights, 2) / expected).isCloseTo(1, within(0.015));
    double kurtosis = initialization.name().endsWith("NORMAL") ? 3 : 1.8;
    assertThat(moment(weights, 4) / (expected * expected)).isCloseTo(kurtosis, within(0.06));
    assertThat(network.getParam("dense1_b").toDoubleVector()).containsOnly(0);
    assertThat(network.getParam("output_b").toDoubleVector()).containsOnly(0);
  }

  @Test
  void refusesToStartFromZero() {
    assertThatThrownBy(
            () ->
                new Mlp(new Mlp.Config(List.of(2), HiddenActivation.RELU, Initialization.ZERO, 1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("initialization = zero")
        .hasMessageContaining("he-normal");
  }

  private static double moment(double[] values, int power) {
    double sum = 0;
    for (double value : values) {
      sum += Math.pow(value, power);
    }
    return sum / values.length;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
