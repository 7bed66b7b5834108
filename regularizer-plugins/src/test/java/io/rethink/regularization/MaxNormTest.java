package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MaxNormTest {

  /** Two output channels of three weights, a matrix of 2 x 3 in either order, and others. */
  private static final List<ParameterBlock> BLOCKS =
      List.of(
          new ParameterBlock("conv", "b", Role.BIAS, 0, List.of(1L, 2L), 'c'),
          new ParameterBlock("conv", "W", Role.WEIGHT, 2, List.of(2L, 3L, 1L, 1L), 'c'),
          new ParameterBlock("norm", "gamma", Role.NORMALIZATION, 8, List.of(1L, 1L), 'c'),
          new ParameterBlock("norm", "mean", Role.STATISTIC, 9, List.of(1L, 1L), 'c'),
          new ParameterBlock("dense", "W", Role.WEIGHT, 10, List.of(2L, 3L), 'f'),
          new ParameterBlock("rows", "W", Role.WEIGHT, 16, List.of(2L, 3L), 'c'));

  private static final float[] VALUES = {
    50, 60, 2, -4, 4, 1, 1, 0, 70, 80, 6, 8, 0, 3, -1, 1, 3, 0, 1, 4, 3, -1
  };

  private static double[] projected(double norm, @Nullable List<String> layers) {
    Parameters parameters =
        new Parameters(Nd4j.createFromArray(new float[][] {VALUES}).dup(), BLOCKS);
    new MaxNorm(new MaxNorm.Config(norm, layers)).project(parameters);
    return parameters.vector().toDoubleVector();
  }

  @Test
  void shortensTheWeightsOfUnitsThatAreTooLongAndNothingElse() {
    assertThat(projected(3, null))
        .containsExactly(
            new double[] {
              // (2, -4, 4) has length 6; (1, 1, 0) is short enough.
              50,
              60,
              1,
              -2,
              2,
              1,
              1,
              0,
              70,
              80,
              // The columns (6, 8), (0, 3) and (-1, 1): lengths 10, 3 and the root of 2.
              1.8,
              2.4,
              0,
              3,
              -1,
              1,
              // The columns (3, 4), (0, 3) and (1, -1), row by row.
              1.8,
              0,
              1,
              2.4,
              3,
              -1
            },
            within(1e-6));
  }

  @Test
  void actsOnTheNamedLayers() {
    double[] values = projected(1, List.of("dense"));
    assertThat(values).startsWith(50, 60, 2, -4, 4, 1, 1, 0, 70, 80).endsWith(3, 0, 1, 4, 3, -1);
    assertThat(Math.hypot(values[10], values[11])).isCloseTo(1, within(1e-6));
    assertThatThrownBy(() -> projected(1, List.of("dense2")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("It has: conv, norm, dense, rows.");
  }
}
