package io.rethink.api.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** On numbers that are exact in float32. */
class MomentumTest {

  private final INDArray parameters = row(1, -2, 0);
  private final INDArray gradient = row(4, 0.5f, -1);
  private final INDArray velocity = row(2, 8, 0);

  private static INDArray row(float... values) {
    return Nd4j.createFromArray(new float[][] {values});
  }

  @Test
  void accumulatesGradientsOfWhichTheOlderCountLess() {
    Momentum.of(0.5).accumulate(velocity, gradient);

    assertThat(velocity).isEqualTo(row(5, 4.5f, -1));
    Momentum.of(0.5).accumulate(velocity, gradient);
    assertThat(velocity).isEqualTo(row(6.5f, 2.75f, -1.5f));
    assertThat(gradient).isEqualTo(row(4, 0.5f, -1));
  }

  @Test
  void descendsAlongTheNewVelocity() {
    Momentum.of(0.5).descend(parameters, gradient, velocity, 0.25);

    assertThat(velocity).isEqualTo(row(5, 4.5f, -1));
    assertThat(parameters).isEqualTo(row(-0.25f, -3.125f, 0.25f));
    assertThat(gradient).isEqualTo(row(4, 0.5f, -1));
  }

  @Test
  void inNesterovsFormDescendsAlongTheGradientAndTheVelocityToCome() {
    new Momentum(0.5, true).descend(parameters, gradient, velocity, 0.25);

    assertThat(velocity).isEqualTo(row(5, 4.5f, -1));
    assertThat(parameters).isEqualTo(row(-0.625f, -2.6875f, 0.375f));
    assertThat(gradient).isEqualTo(row(4, 0.5f, -1));
  }
}
