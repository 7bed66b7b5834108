package io.rethink.model;

import static io.rethink.model.Convolutional.CIFAR;
import static io.rethink.model.Convolutional.CROPPED_CIFAR;
import static io.rethink.model.Convolutional.inception;
import static io.rethink.model.Convolutional.inceptionV3;
import static io.rethink.model.Convolutional.network;
import static io.rethink.model.Convolutional.wideResNet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How the convolutional networks start, and what they refuse. */
class ConvolutionalInitializationTest {

  static Stream<Arguments> layers() {
    return Stream.of(
        layer(
            Convolutional::alexNet,
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
            Convolutional::inceptionV3,
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
        .hasMessageContaining("depth is 30")
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
