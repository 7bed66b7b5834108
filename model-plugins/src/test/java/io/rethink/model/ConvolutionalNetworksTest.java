package io.rethink.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

class ConvolutionalNetworksTest {

  private static final InputShape CROPPED_CIFAR = new InputShape(3, 28, 28);
  private static final InputShape CIFAR = new InputShape(3, 32, 32);

  private static Model alexNet(Initialization initialization) {
    return new SmallAlexNet(new SmallAlexNet.Config(initialization, 1));
  }

  private static Model inception(boolean normalized, double width, Initialization initialization) {
    return new SmallInception(new SmallInception.Config(normalized, width, initialization, 1));
  }

  private static Model wideResNet(int depth, int width, Initialization initialization) {
    return new WideResNet(new WideResNet.Config(depth, width, initialization, 1));
  }

  private static Model inceptionV3(Initialization initialization) {
    return new InceptionV3(new InceptionV3.Config(initialization, 1));
  }

  private static ComputationGraph network(Model model, InputShape input, int classes) {
    ComputationGraph graph = new ComputationGraph(model.configure(input, classes));
    graph.init();
    return graph;
  }

  /** The number of parameters that are trained: all but running statistics. */
  private static long trainable(ComputationGraph network) {
    return network.paramTable().entrySet().stream()
        .filter(entry -> !entry.getKey().matches(".*_(mean|var|log10stdev)"))
        .mapToLong(entry -> entry.getValue().length())
        .sum();
  }

  static Stream<Arguments> networks() {
    Initialization he = Initialization.HE_NORMAL;
    return Stream.of(
            // Zhang et al. 2017, Table 1.
            network("small-alexnet", alexNet(he), CROPPED_CIFAR, 10, 1_387_786)
                .logProbabilities(-3.2320355, -2.1634251, -4.0036129, -3.2422294, -2.7187827),
            network("small-inception", inception(true, 1, he), CROPPED_CIFAR, 10, 1_649_402)
                .logProbabilities(-3.0724861, -5.8750973, -8.5154204, -3.5634161, -2.4642548),
            network(
                    "small-inception without batch normalization",
                    inception(false, 1, he),
                    CROPPED_CIFAR,
                    10,
                    1_649_402)
                .logProbabilities(-2.4997765, -4.229241, -5.5175891, -2.0665631, -2.5566497),
            // Zhang et al. 2021, appendix: Wide ResNet 28-1.
            network("wide-resnet 28-1", wideResNet(28, 1, he), CIFAR, 10, 369_498)
                .logProbabilities(-10.061911, -6.9341898, -9.4960662, -0.33545413, -1.2591556),
            network(
                    "wide-resnet 10-3 of odd sides",
                    wideResNet(10, 3, he),
                    new InputShape(3, 15, 21),
                    10,
                    677_274)
                .logProbabilities(-1.0863865, -2.7326188, -4.9636006, -3.987797, -3.4157968),
            // torchvision publishes 27,161,264 (Inception_V3_Weights, num_params), of which
            // 3,326,696
            // are the auxiliary head's: convolutions of 768 -> 128 (1x1) and 128 -> 768 (5x5) with
            // scales and shifts, and a dense layer 768 -> 1000. Keras publishes 23,851,784, which
            // counts
            // 34,432 running statistics but none of the 17,216 scales: the same.
            network(
                    "inception-v3 of 1000 classes",
                    inceptionV3(he),
                    new InputShape(3, 79, 95),
                    1000,
                    27_161_264 - 3_326_696)
                .logProbabilities(-6.1715366, -6.2237237, -7.1127419, -7.3746127, -6.5851927))
        .map(network -> Arguments.of(Named.of(network.name(), network)));
  }

  private static Reference network(
      String name, Model model, InputShape input, int classes, long parameters) {
    return new Reference(name, model, input, classes, parameters, List.of());
  }

  /** What {@code src/test/python/networks.py} computed in PyTorch. */
  record Reference(
      String name,
      Model model,
      InputShape input,
      int classes,
      long parameters,
      List<Double> ofFirst) {

    Reference logProbabilities(Double... ofFirst) {
      return new Reference(name, model, input, classes, parameters, List.of(ofFirst));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void hasThePublishedNumberOfParametersAndTheValuesOfPyTorch(Reference reference) {
    InputShape input = reference.input();
    ComputationGraph network = network(reference.model(), input, reference.classes());
    assertThat(trainable(network)).isEqualTo(reference.parameters());

    PseudoRandom.fill(network);
    INDArray image =
        Nd4j.createFromArray(PseudoRandom.noise("input", input.size()))
            .reshape(1, input.channels(), input.height(), input.width());
    INDArray probabilities = network.outputSingle(image);

    assertThat(probabilities.shape()).containsExactly(1, reference.classes());
    for (int i = 0; i < reference.ofFirst().size(); i++) {
      assertThat(Math.log(probabilities.getDouble(0, i)))
          .isCloseTo(reference.ofFirst().get(i), within(2e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void leavesTrainingToTheRun(Reference reference) {
    var configuration = reference.model().configure(reference.input(), reference.classes());

    assertThat(configuration.getNetworkInputs()).containsExactly("input");
    assertThat(configuration.getNetworkOutputs()).containsExactly("output");
    assertThat(configuration.getVertices().values())
        .filteredOn(LayerVertex.class::isInstance)
        .extracting(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .allSatisfy(layer -> assertThat(layer.getIDropout()).isNull())
        .filteredOn(BaseLayer.class::isInstance)
        .extracting(BaseLayer.class::cast)
        .allSatisfy(
            layer -> {
              assertThat(layer.getIUpdater()).isInstanceOf(NoOp.class);
              assertThat(layer.getRegularization()).isNullOrEmpty();
              assertThat(layer.getRegularizationBias()).isNullOrEmpty();
            });
  }

  @Test
  void takesImagesOfOtherSizes() {
    InputShape small = new InputShape(1, 11, 9);
    for (Model model :
        new Model[] {
          alexNet(Initialization.HE_NORMAL),
          inception(true, 0.25, Initialization.HE_NORMAL),
          wideResNet(10, 1, Initialization.HE_NORMAL)
        }) {
      INDArray probabilities = network(model, small, 3).outputSingle(Nd4j.rand(2, 1, 11, 9));
      assertThat(probabilities.shape()).containsExactly(2, 3);
      assertThat(probabilities.sum(1).toDoubleVector())
          .containsExactly(new double[] {1, 1}, within(1e-6));
    }
  }

  @Test
  void widthMultipliesTheChannelsOfTheSmallInception() {
    ComputationGraph half =
        network(inception(false, 0.5, Initialization.HE_NORMAL), CROPPED_CIFAR, 10);

    assertThat(half.getParam("stem_W").shape()).containsExactly(48, 3, 3, 3);
    assertThat(half.getParam("module10-3x3_W").shape()).containsExactly(80, 168, 3, 3);
    assertThat(half.getParam("output_W").shape()).containsExactly(168, 10);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        layer(
            ConvolutionalNetworksTest::alexNet,
            CROPPED_CIFAR,
            Map.of(
                "conv1",
                new int[] {75, 1600},
                "conv2",
                new int[] {1600, 1600},
                "dense1",
                new int[] {3136, 384},
                "dense2",
                new int[] {384, 192},
                "output",
                new int[] {192, 10})),
        layer(
            of -> inception(true, 1, of),
            CROPPED_CIFAR,
            Map.of(
                "stem",
                new int[] {27, 864},
                "module3-3x3",
                new int[] {720, 720},
                "module4-1x1",
                new int[] {160, 112},
                "module10-3x3",
                new int[] {3024, 1440})),
        layer(
            of -> wideResNet(16, 4, of),
            CIFAR,
            Map.of(
                "group1-block1-conv1",
                new int[] {144, 576},
                "group3-block2-conv2",
                new int[] {2304, 2304},
                "group2-block1-shortcut",
                new int[] {64, 128})),
        layer(
            ConvolutionalNetworksTest::inceptionV3,
            new InputShape(3, 75, 75),
            Map.of(
                "conv5",
                new int[] {720, 1728},
                "mixed6b-branch2-conv2",
                new int[] {896, 896},
                "mixed7c-branch3b-conv1",
                new int[] {1152, 1152},
                "output",
                new int[] {2048, 10})));
  }

  private static Arguments layer(
      Function<Initialization, Model> model, InputShape input, Map<String, int[]> sides) {
    return Arguments.of(model, input, sides);
  }

  /** A unit has as many inputs as weights, and feeds as many values as its channel's windows. */
  @ParameterizedTest
  @MethodSource("layers")
  void scalesFirstWeightsByTheInputsAndOutputsOfALayer(
      Function<Initialization, Model> model, InputShape input, Map<String, int[]> sides) {
    for (Initialization initialization :
        new Initialization[] {Initialization.HE_NORMAL, Initialization.XAVIER_UNIFORM}) {
      ComputationGraph network = network(model.apply(initialization), input, 10);
      sides.forEach(
          (layer, side) -> {
            double variance =
                initialization == Initialization.HE_NORMAL
                    ? 2.0 / side[0]
                    : 2.0 / (side[0] + side[1]);
            INDArray weights = network.getParam(layer + "_W");
            double relative = weights.mul(weights).meanNumber().doubleValue() / variance;
            double deviation = Math.sqrt(2.0 / weights.length());
            assertThat(relative).as(layer).isCloseTo(1, within(5 * deviation));
            if (network.paramTable().containsKey(layer + "_b")) {
              assertThat(network.getParam(layer + "_b").toDoubleVector()).containsOnly(0);
            }
          });
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void refusesToStartFromZero(Function<Initialization, Model> model) {
    assertThatThrownBy(() -> model.apply(Initialization.ZERO))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("initialization = zero")
        .hasMessageContaining("he-normal");
  }

  @ParameterizedTest
  @MethodSource("layers")
  void asksForImages(Function<Initialization, Model> model) {
    assertThatThrownBy(
            () -> model.apply(Initialization.HE_NORMAL).configure(InputShape.vector(64), 10))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("vectors of 64 values")
        .hasMessageContaining("mlp");
  }

  @Test
  void refusesADepthThatNoWideResNetHas() {
    assertThatThrownBy(() -> wideResNet(30, 1, Initialization.HE_NORMAL))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("depth = 30")
        .hasMessageContaining("28, 34");
  }

  @Test
  void refusesImagesThatInceptionV3WouldShrinkToNothing() {
    assertThatThrownBy(() -> inceptionV3(Initialization.HE_NORMAL).configure(CIFAR, 10))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("3x32x32")
        .hasMessageContaining("75x75");
  }
}
