package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import io.rethink.api.regularization.Penalty;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PenaltyTest {

  /** A convolution, batch normalization and a dense layer, as DL4J lays them out. */
  private static final List<ParameterBlock> BLOCKS =
      List.of(
          new ParameterBlock("conv", "b", Role.BIAS, 0, List.of(1L, 2L), 'c'),
          new ParameterBlock("conv", "W", Role.WEIGHT, 2, List.of(2L, 1L, 1L, 2L), 'c'),
          new ParameterBlock("norm", "gamma", Role.NORMALIZATION, 6, List.of(1L, 1L), 'c'),
          new ParameterBlock("norm", "mean", Role.STATISTIC, 7, List.of(1L, 1L), 'c'),
          new ParameterBlock("dense", "W", Role.WEIGHT, 8, List.of(2L, 1L), 'f'),
          new ParameterBlock("dense", "b", Role.BIAS, 10, List.of(1L, 1L), 'c'));

  // conv: b = (7, 8), W = (1, -2, 0, 0.5); norm: 9, 10; dense: W = (-3, 4), b = -11.
  private static final float[] VALUES = {7, 8, 1, -2, 0, 0.5f, 9, 10, -3, 4, -11};

  private static Parameters parameters(float... values) {
    return new Parameters(Nd4j.createFromArray(new float[][] {values}), BLOCKS);
  }

  private static Penalty weightDecay(boolean biases, @Nullable List<String> layers) {
    return new WeightDecay(new WeightDecay.Config(0.1, biases, layers));
  }

  private static Penalty l1(boolean biases, @Nullable List<String> layers) {
    return new L1(new L1.Config(0.1, biases, layers));
  }

  @Test
  void weightDecayAddsHalfTheSquaredNormOfTheWeights() {
    INDArray gradient = Nd4j.ones(1, 11);

    // 1 + 4 + 0.25 + 9 + 16 = 30.25
    assertThat(weightDecay(false, null).addTo(parameters(VALUES), gradient))
        .isCloseTo(0.05 * 30.25, within(1e-6));
    assertThat(gradient.toDoubleVector())
        .containsExactly(new double[] {1, 1, 1.1, 0.8, 1, 1.05, 1, 1, 0.7, 1.4, 1}, within(1e-6));
  }

  @Test
  void weightDecayPenalizesBiasesWhereAsked() {
    INDArray gradient = Nd4j.zeros(1, 11);

    // 30.25 + 49 + 64 + 121 = 264.25
    assertThat(weightDecay(true, null).addTo(parameters(VALUES), gradient))
        .isCloseTo(0.05 * 264.25, within(1e-5));
    assertThat(gradient.toDoubleVector())
        .containsExactly(
            new double[] {0.7, 0.8, 0.1, -0.2, 0, 0.05, 0, 0, -0.3, 0.4, -1.1}, within(1e-6));
  }

  @Test
  void weightDecayNamesTheArraysThatItsGradientIsAMultipleOf() {
    WeightDecay penalty = new WeightDecay(new WeightDecay.Config(0.1, true, List.of("dense")));
    Parameters parameters = parameters(VALUES);
    INDArray gradient = Nd4j.zeros(1, 11);
    double value = penalty.addTo(parameters, gradient);

    INDArray expected = Nd4j.zeros(1, 11);
    for (ParameterBlock array : penalty.penalized(parameters)) {
      INDArray weights = array.slice(parameters.vector());
      array.slice(expected).addi(weights.mul(penalty.coefficient()));
    }
    assertThat(gradient).isEqualTo(expected);
    assertThat(penalty.value(parameters)).isEqualTo(value);
  }

  @Test
  void l1AddsTheSumOfMagnitudesAndLeavesZerosAlone() {
    INDArray gradient = Nd4j.ones(1, 11);

    // 1 + 2 + 0 + 0.5 + 3 + 4 = 10.5
    assertThat(l1(false, null).addTo(parameters(VALUES), gradient)).isCloseTo(1.05, within(1e-6));
    assertThat(gradient.toDoubleVector())
        .containsExactly(new double[] {1, 1, 1.1, 0.9, 1, 1.1, 1, 1, 0.9, 1.1, 1}, within(1e-6));
  }

  static Stream<Function<@Nullable List<String>, Penalty>> penalties() {
    return Stream.of(layers -> weightDecay(true, layers), layers -> l1(true, layers));
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void gradientIsTheSlopeOfTheValue(Function<@Nullable List<String>, Penalty> made) {
    Penalty penalty = made.apply(null);
    INDArray gradient = Nd4j.zeros(1, 11);
    penalty.addTo(parameters(VALUES), gradient);

    float h = 0.125f;
    for (int i = 0; i < VALUES.length; i++) {
      float[] above = VALUES.clone();
      above[i] += h;
      float[] below = VALUES.clone();
      below[i] -= h;
      double slope =
          (penalty.addTo(parameters(above), Nd4j.zeros(1, 11))
                  - penalty.addTo(parameters(below), Nd4j.zeros(1, 11)))
              / (2 * h);
      assertThat(gradient.getDouble(i)).isCloseTo(slope, within(2e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void actsOnTheNamedLayersOnly(Function<@Nullable List<String>, Penalty> made) {
    INDArray gradient = Nd4j.zeros(1, 11);
    made.apply(List.of("dense")).addTo(parameters(VALUES), gradient);

    for (int i = 0; i < VALUES.length; i++) {
      assertThat(gradient.getDouble(i) != 0).isEqualTo(i >= 8);
    }
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void namesTheLayersThatExistWhenOneDoesNot(Function<@Nullable List<String>, Penalty> made) {
    Penalty penalty = made.apply(List.of("dense", "dence"));

    assertThatThrownBy(() -> penalty.addTo(parameters(VALUES), Nd4j.zeros(1, 11)))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "layers names dence, but the network has no such layer. It has: conv, norm, dense.");
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void seesWhatHasBeenWrittenSinceTheLastStep(Function<@Nullable List<String>, Penalty> made) {
    Penalty penalty = made.apply(null);
    Parameters parameters = parameters(VALUES);
    INDArray gradient = Nd4j.zeros(1, 11);
    double before = penalty.addTo(parameters, gradient);
    parameters.vector().assign(0);
    INDArray sum = gradient.dup();

    assertThat(before).isPositive();
    assertThat(penalty.addTo(parameters, gradient)).isZero();
    assertThat(gradient).isEqualTo(sum);
  }

  @ParameterizedTest
  @MethodSource("penalties")
  void doesNotWriteParameters(Function<@Nullable List<String>, Penalty> made) {
    Parameters parameters = parameters(VALUES);
    made.apply(null).addTo(parameters, Nd4j.zeros(1, 11));

    assertThat(parameters.vector().toFloatVector()).containsExactly(VALUES);
  }
}
