package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Mixing.Mixture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class MixupTest {

  private static final InputShape SHAPE = InputShape.vector(2);

  private static Mixup mixup(double alpha) {
    return new Mixup(new Mixup.Config(alpha));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** {@code (i, 100 + i²)} for example {@code i}, with room for one more. */
  private static float[] inputs(int size) {
    float[] inputs = new float[2 * size + 2];
    for (int i = 0; i < size; i++) {
      inputs[2 * i] = i;
      inputs[2 * i + 1] = 100 + i * i;
    }
    inputs[2 * size] = -1;
    return inputs;
  }

  @Test
  void anExampleIsMixedWithItsPartnerByTheShareThatIsReported() {
    float[] mixed = inputs(6);
    Mixture mixture = mixup(1).mix(mixed, 6, SHAPE, random(4));
    boolean[] isPartner = new boolean[6];
    for (int i = 0; i < 6; i++) {
      int j = mixture.partner(i);
      double share = mixture.share(i);
      isPartner[j] = true;
      assertThat(share).isEqualTo(mixture.share(0)).isBetween(0.5, 1.0);
      assertThat((double) mixed[2 * i]).isCloseTo(share * i + (1 - share) * j, within(1e-5));
      assertThat((double) mixed[2 * i + 1])
          .isCloseTo(share * (100 + i * i) + (1 - share) * (100 + j * j), within(1e-4));
    }
    assertThat(isPartner).containsOnly(true);
    assertThat(mixed[12]).isEqualTo(-1);
  }

  /**
   * With a share {@code s} of Beta(a, a): the mean of {@code max(s, 1 - s)} is {@code 1/2 + 1 /
   * (4^a a B(a, a))}, and that of {@code (2 s - 1)²} is {@code 1 / (2 a + 1)}. B(0.2, 0.2) =
   * 9.50151, B(1, 1) = 1, B(2, 2) = 1/6.
   */
  @ParameterizedTest
  @CsvSource({"0.2, 9.501512", "1, 1", "2, 0.16666667"})
  void theLargerShareIsThatOfABetaDistribution(double alpha, double beta) {
    Mixup mixup = mixup(alpha);
    RandomGenerator random = random(5);
    double mean = 0;
    double square = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      double share = mixup.mix(inputs(1), 1, SHAPE, random).share(0);
      mean += share / draws;
      square += (2 * share - 1) * (2 * share - 1) / draws;
    }
    double expected = 0.5 + 1 / (Math.pow(4, alpha) * alpha * beta);
    assertThat(mean).isCloseTo(expected, within(4 * 0.25 / Math.sqrt(draws)));
    assertThat(square).isCloseTo(1 / (2 * alpha + 1), within(4 * 0.5 / Math.sqrt(draws)));
  }

  @Test
  void partnersAreAUniformPermutation() {
    int[] times = new int[4];
    RandomGenerator random = random(6);
    for (int i = 0; i < 8_000; i++) {
      times[mixup(1).mix(inputs(4), 4, SHAPE, random).partner(2)]++;
    }
    for (int each : times) {
      assertThat(each / 8_000.0).isCloseTo(0.25, within(0.02));
    }
  }

  @Test
  void lossesThatTakeNoTargetsBetweenTwoLabelsAreRefused() {
    ComputationGraphConfiguration entropy =
        LabelSmoothingTest.network(LossFunction.MCXENT, Activation.SOFTMAX);
    assertThatCode(() -> mixup(1).change(entropy)).doesNotThrowAnyException();
    new LabelSmoothing(new LabelSmoothing.Config(0.1)).change(entropy);
    assertThatCode(() -> mixup(1).change(entropy)).doesNotThrowAnyException();
    assertThatCode(
            () ->
                mixup(1).change(LabelSmoothingTest.network(LossFunction.MSE, Activation.IDENTITY)))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () ->
                mixup(1)
                    .change(LabelSmoothingTest.network(LossFunction.HINGE, Activation.IDENTITY)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("softmax with cross-entropy")
        .hasMessageContaining("'output' does not");
  }
}
