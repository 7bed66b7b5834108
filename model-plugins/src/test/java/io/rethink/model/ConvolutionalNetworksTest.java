package io.rethink.model;

import static io.rethink.model.Convolutional.CIFAR;
import static io.rethink.model.Convolutional.CROPPED_CIFAR;
import static io.rethink.model.Convolutional.alexNet;
import static io.rethink.model.Convolutional.inception;
import static io.rethink.model.Convolutional.inceptionV3;
import static io.rethink.model.Convolutional.network;
import static io.rethink.model.Convolutional.wideResNet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
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
            reference("small-alexnet", alexNet(he), CROPPED_CIFAR, 10, 1_387_786)
                .logProbabilities(-3.2320355, -2.1634251, -4.0036129, -3.2422294, -2.7187827),
            reference("small-inception", inception(true, 1, he), CROPPED_CIFAR, 10, 1_649_402)
                .logProbabilities(-3.0724861, -5.8750973, -8.5154204, -3.5634161, -2.4642548),
            reference(
                    "small-inception without batch normalization",
                    inception(false, 1, he),
                    CROPPED_CIFAR,
                    10,
                    1_649_402)
                .logProbabilities(-2.4997765, -4.229241, -5.5175891, -2.0665631, -2.5566497),
            // Zhang et al. 2021, appendix: Wide ResNet 28-1.
            reference("wide-resnet 28-1", wideResNet(28, 1, he), CIFAR, 10, 369_498)
                .logProbabilities(-10.061911, -6.9341898, -9.4960662, -0.33545413, -1.2591556),
            reference(
                    "wide-resnet 10-3 of odd sides",
                    wideResNet(10, 3, he),
                    new InputShape(3, 15, 21),
                    10,
                    677_274)
                .logProbabilities(-1.0863865, -2.7326188, -4.9636006, -3.987797, -3.4157968),
            // torchvision publishes 27,161,264 (Inception_V3_Weights, num_params). 3,326,696 of
            // them
            // are the auxiliary head's: convolutions of 768 -> 128 (1x1) and 128 -> 768 (5x5), with
            // scales and shifts, and a dense layer 768 -> 1000. Keras publishes 23,851,784, which
            // has 34,432 running statistics in it and leaves out 17,216 scales: the same.
            reference(
                    "inception-v3 of 1000 classes",
                    inceptionV3(he),
                    new InputShape(3, 79, 95),
                    1000,
                    27_161_264 - 3_326_696)
                .logProbabilities(-6.1715366, -6.2237237, -7.1127419, -7.3746127, -6.5851927))
        .map(network -> Arguments.of(Named.of(network.name(), network)));
  }

  private static Reference reference(
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

  /** The sides and channels of Szegedy et al. 2016, table 1. */
  @Test
  void inceptionV3ShrinksImagesAsPublished() {
    InputType images = InputType.convolutional(299, 299, 3);
    var types =
        inceptionV3(Initialization.HE_NORMAL)
            .configure(new InputShape(3, 299, 299), 1000)
            .getLayerActivationTypes(images);

    assertThat(types)
        .containsEntry("conv1", InputType.convolutional(149, 149, 32))
        .containsEntry("conv3", InputType.convolutional(147, 147, 64))
        .containsEntry("pool2", InputType.convolutional(35, 35, 192))
        .containsEntry("mixed5d", InputType.convolutional(35, 35, 288))
        .containsEntry("mixed6e", InputType.convolutional(17, 17, 768))
        .containsEntry("mixed7c", InputType.convolutional(8, 8, 2048))
        .containsEntry("mean", InputType.feedForward(2048));
  }

  @Test
  void widthMultipliesTheChannelsOfTheSmallInception() {
    ComputationGraph half =
        network(inception(false, 0.5, Initialization.HE_NORMAL), CROPPED_CIFAR, 10);

    assertThat(half.getParam("stem_W").shape()).containsExactly(48, 3, 3, 3);
    assertThat(half.getParam("module10-3x3_W").shape()).containsExactly(80, 168, 3, 3);
    assertThat(half.getParam("output_W").shape()).containsExactly(168, 10);
  }
}
