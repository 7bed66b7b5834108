package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.engine.Batch;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** The paper's networks, the Inceptions a quarter as wide, against stock DL4J in double. */
class WholeNetworksTest {

  private static final double TOLERANCE = 1e-5;

  static List<Arguments> networks() {
    return List.of(
        named("MLP 1x512", Networks.mlp(512)),
        named("MLP 3x512", Networks.mlp(512, 512, 512)),
        named("small Inception, a quarter as wide", Networks.inception(true, 4)),
        named("the same without batch normalization", Networks.inception(false, 4)));
  }

  private static Arguments named(String name, ComputationGraphConfiguration configuration) {
    return Arguments.of(Named.of(name, configuration));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossAndGradientAreThoseOfStockDl4jInDouble(ComputationGraphConfiguration configuration)
      throws Exception {
    Errors errors = Errors.of(configuration, Networks.CROPPED, 7, 3);
    assertThat(errors.loss()).isLessThan(1e-6);
    assertThat(errors.gradient()).isLessThan(TOLERANCE);
  }

  /** The residual network is smooth: through 25 ReLUs rounding always changes a sign. */
  static List<Arguments> deepNetworks() {
    InputShape small = new InputShape(3, 16, 16);
    return List.of(
        Arguments.of(
            Named.of("WRN-28-1 with swish", Networks.wideResNet(small, 28, 1, Activation.SWISH)),
            small),
        Arguments.of(Named.of("blocks of Inception V3", Networks.inceptionV3Blocks(small)), small));
  }

  @ParameterizedTest
  @MethodSource("deepNetworks")
  void lossAndGradientOfDeepNetworksAreThoseOfStockDl4jInDouble(
      ComputationGraphConfiguration configuration, InputShape shape) throws Exception {
    try (CompiledNetwork network = new CompiledEngine().compile(configuration, shape, 7);
        StockReference reference = new StockReference(configuration, shape, Networks.CLASSES)) {
      Batch batch = StockReference.batch(shape, Networks.CLASSES, 6, 3);
      assertThat(network.train(batch, 1) / reference.train(network, batch))
          .isCloseTo(1, within(1e-5));
      assertThat(reference.gradientError(network)).isLessThan(TOLERANCE);
    }
  }

  /** Stock DL4J has the right loss behind an LRN, and a gradient that is off: see the layers. */
  @Test
  void theGradientOfAlexNetIsTheSlopeOfItsLoss() throws Exception {
    ComputationGraphConfiguration configuration = Networks.alexNet();
    try (CompiledNetwork network =
            new CompiledEngine().compile(configuration, Networks.CROPPED, 7);
        StockReference reference =
            new StockReference(configuration, Networks.CROPPED, Networks.CLASSES)) {
      Batch batch = StockReference.batch(Networks.CROPPED, Networks.CLASSES, 2, 3);
      assertThat(network.train(batch, 1) / reference.train(network, batch))
          .isCloseTo(1, within(5e-6));
      for (ParameterBlock block : network.parameters().blocks()) {
        if (block.layer().equals("layer0") || block.layer().equals("layer4")) {
          assertThat(reference.slopeError(network, batch, block)).isLessThan(2e-5);
        }
      }
    }
  }
}
