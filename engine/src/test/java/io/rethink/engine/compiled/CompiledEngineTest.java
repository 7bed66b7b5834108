package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that the engine refuses. */
class CompiledEngineTest {

  private static final InputShape IMAGE = new InputShape(3, 8, 8);

  static Stream<Arguments> layersAndTheShapesThatDoNotFit() {
    return Stream.of(
        Arguments.of(dense(), new InputShape(3, 7, 7), "'W' of [192, 12]", "that [147, 12]"),
        Arguments.of(
            Networks.convolution(8, 3, 1),
            new InputShape(4, 8, 8),
            "'W' of [8, 3, 3, 3]",
            "that [8, 4, 3, 3]"),
        Arguments.of(
            new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).build(),
            new InputShape(1, 8, 8),
            "'W' of [3, 3, 3, 2]",
            "that [3, 3, 1, 6]"),
        Arguments.of(
            new SeparableConvolution2D.Builder(3, 3).depthMultiplier(2).nOut(5).build(),
            new InputShape(1, 8, 8),
            "'W' of [2, 3, 3, 3]",
            "that [6, 1, 3, 3]"),
        Arguments.of(
            new BatchNormalization.Builder().build(),
            new InputShape(5, 8, 8),
            "'mean' of [3]",
            "that [5]"));
  }

  @ParameterizedTest
  @MethodSource("layersAndTheShapesThatDoNotFit")
  void aModelThatIsBuiltForAnotherInputIsRefused(
      Layer layer, InputShape given, String has, String needs) {
    assertThatThrownBy(
            () -> new CompiledEngine().build(Networks.chain(IMAGE, layer, dense()), given, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'layer0' has a parameter " + has)
        .hasMessageContaining("makes " + needs);
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(12).build();
  }
}
