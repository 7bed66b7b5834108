package io.rethink.engine.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The paper's networks, a residual one and blocks of Inception V3, beside stock DL4J in double. */
class WholeNetworksTest {

  private static final InputShape SMALL = new InputShape(3, 16, 16);

  /** Networks with the shape of their inputs. */
  static List<Arguments> networks() {
    return List.of(
        named("MLP 1x512", Networks.mlp(512), Networks.CROPPED),
        named("MLP 3x512", Networks.mlp(512, 512, 512), Networks.CROPPED),
        named("small Inception", Networks.inception(true, 1), Networks.CROPPED),
        named(
            "the same without batch normalization", Networks.inception(false, 1), Networks.CROPPED),
        named("WRN-28-1", Networks.wideResNet(SMALL, 28, 1), SMALL),
        named("blocks of Inception V3", Networks.inceptionV3Blocks(SMALL), SMALL));
  }

  private static Arguments named(
      String name, ComputationGraphConfiguration configuration, InputShape shape) {
    return Arguments.of(Named.of(name, configuration), shape);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void lossAndGradientAreThoseOfStockDl4jInDouble(
      ComputationGraphConfiguration configuration, InputShape shape) throws Exception {
    Errors errors = Errors.least(configuration, shape, 3);
    assertThat(errors.loss()).isLessThan(1e-6);
    assertThat(errors.gradient()).isLessThan(Errors.TOLERANCE);
  }

  /** Stock DL4J has the right loss behind an LRN, and a gradient that is off: see the layers. */
  @Test
  void theGradientOfAlexNetIsTheSlopeOfItsLoss() throws Exception {
    Errors errors = Errors.bySlope(Networks.alexNet(), Networks.CROPPED, 7, 2);
    assertThat(errors.loss()).isLessThan(Errors.TOLERANCE);
    assertThat(errors.gradient()).isLessThan(Errors.TOLERANCE);
  }
}
