package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.Seeds;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Position;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientNoiseTest {

  private static final int WEIGHTS = 40_000;

  private static final Parameters PARAMETERS =
      new Parameters(
          Nd4j.zeros(1, WEIGHTS + 3),
          List.of(
              new ParameterBlock("norm", "mean", Role.STATISTIC, 0, List.of(1L, 2L), 'c'),
              new ParameterBlock("dense", "W", Role.WEIGHT, 2, List.of(1L, (long) WEIGHTS), 'f'),
              new ParameterBlock("dense", "b", Role.BIAS, WEIGHTS + 2L, List.of(1L, 1L), 'c')));

  private record Streams(long run) implements Seeds {
    @Override
    public long seed(String name) {
      return run + name.hashCode();
    }

    @Override
    public RandomGenerator stream(String name) {
      return stream(name, -1);
    }

    @Override
    public RandomGenerator stream(String name, long index) {
      return RandomGeneratorFactory.of("L64X128MixRandom").create(seed(name) + 7919 * index);
    }
  }

  private static double[] noise(double variance, double decay, long seed, long step) {
    INDArray gradient = Nd4j.zeros(1, WEIGHTS + 3);
    gradient.putScalar(5, 100);
    new GradientNoise(new GradientNoise.Config(variance, decay), new Streams(seed))
        .change(PARAMETERS, gradient, new Position(step, 10, 10));
    gradient.putScalar(5, gradient.getDouble(5) - 100);
    return gradient.toDoubleVector();
  }

  private static double moment(double[] values, int power) {
    double sum = 0;
    for (int i = 2; i < values.length; i++) {
      sum += Math.pow(values[i], power);
    }
    return sum / (values.length - 2);
  }

  /** 0.3 / (1 + t)^0.55 is 0.3 at first, and 0.08455 after nine steps. */
  @Test
  void isNormalWithAVarianceThatFalls() {
    for (long step : new long[] {0, 9}) {
      double[] noise = noise(0.3, 0.55, 1, step);
      double variance = step == 0 ? 0.3 : 0.0845506;
      double root = Math.sqrt(WEIGHTS);
      assertThat(moment(noise, 1)).isCloseTo(0, within(4 * Math.sqrt(variance) / root));
      assertThat(moment(noise, 2) / variance).isCloseTo(1, within(4 * Math.sqrt(2) / root));
      // The fourth moment of a normal distribution is 3, with a deviation of sqrt(96).
      assertThat(moment(noise, 4) / variance / variance)
          .isCloseTo(3, within(4 * Math.sqrt(96) / root));
    }
  }

  @Test
  void dependsOnTheSeedAndTheStepAndLeavesStatisticsAlone() {
    double[] noise = noise(1, 0.55, 1, 3);
    assertThat(noise).startsWith(0, 0);
    assertThat(noise[WEIGHTS + 2]).isNotZero();
    assertThat(noise(1, 0.55, 1, 3)).containsExactly(noise);
    assertThat(noise(1, 0, 1, 4)[10]).isNotEqualTo(noise[10]);
    assertThat(noise(1, 0.55, 2, 3)[10]).isNotEqualTo(noise[10]);
    assertThat(noise(0, 0.55, 1, 3)).containsOnly(0);
  }
}
