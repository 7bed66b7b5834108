package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.compiled.ir.UnknownLayerException;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** Networks that the engine refuses, or leaves to stock DL4J. */
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

  @Test
  void aNetworkThatStacksExamplesRunsInStockDl4j() {
    ComputationGraphConfiguration configuration =
        Networks.builder(IMAGE)
            .addLayer("one", dense(), "input")
            .addLayer("other", dense(), "input")
            .addVertex("stack", new StackVertex(), "one", "other")
            .addLayer("shared", dense(), "stack")
            .addVertex("first", new UnstackVertex(0, 2), "shared")
            .addVertex("second", new UnstackVertex(1, 2), "shared")
            .addVertex("joined", new MergeVertex(), "first", "second")
            .addLayer("output", Networks.output(), "joined")
            .build();
    assertThatThrownBy(() -> new CompiledEngine().compile(configuration, IMAGE, 1))
        .isInstanceOf(UnknownLayerException.class)
        .hasMessageContaining("'stack' is a StackVertex");
    try (Network network = new CompiledEngine().build(configuration, IMAGE, 1)) {
      Batch batch = StockReference.batch(IMAGE, Networks.CLASSES, 4, 1);
      assertThat(network.train(batch, 1)).isFinite();
    }
  }

  @Test
  void aSameDiffLayerWithAPenaltyOfItsOwnIsRefused() {
    StockPartsTest.Plain layer = new StockPartsTest.Plain();
    layer.setRegularization(List.of(new L2Regularization(0.1)));
    assertThatThrownBy(
            () -> new CompiledEngine().build(Networks.chain(IMAGE, dense(), layer), IMAGE, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("'layer1' carries a penalty of its own");
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(12).build();
  }
}
