package io.rethink.api.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.model.ParameterBlock.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ParametersTest {

  private static final Parameters PARAMETERS =
      new Parameters(
          Nd4j.zeros(1, 24),
          List.of(
              new ParameterBlock("conv", "b", Role.BIAS, 0, List.of(1L, 2L), 'c'),
              new ParameterBlock("conv", "W", Role.WEIGHT, 2, List.of(2L, 3L), 'c'),
              new ParameterBlock("norm", "gamma", Role.NORMALIZATION, 8, List.of(1L, 2L), 'c'),
              new ParameterBlock("norm", "mean", Role.STATISTIC, 10, List.of(1L, 2L), 'c'),
              new ParameterBlock("output", "W", Role.WEIGHT, 12, List.of(2L, 5L), 'f'),
              new ParameterBlock("output", "b", Role.BIAS, 22, List.of(1L, 2L), 'c')));

  @Test
  void findsTheBlocksOfARoleInOrder() {
    assertThat(PARAMETERS.blocks(Role.WEIGHT))
        .extracting(ParameterBlock::layer)
        .containsExactly("conv", "output");
    assertThat(PARAMETERS.blocks(Role.STATISTIC))
        .extracting(ParameterBlock::name)
        .containsExactly("mean");
  }

  @Test
  void doesNotCountRunningStatisticsAsTrainable() {
    assertThat(PARAMETERS.trainable()).isEqualTo(22);
  }
}
