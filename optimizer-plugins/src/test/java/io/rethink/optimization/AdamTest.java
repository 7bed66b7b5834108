package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The trajectories are those of optax 0.2.8 in float64; see {@code
 * src/test/python/trajectories.py}.
 */
class AdamTest {

  private static final Offset<Double> FLOAT32 = within(2e-5);
  private static final Schedule CONSTANT = new Schedule.Constant(0);

  private static Optimizer adam() {
    return new Adam(new Adam.Config(0.1, 0.9, 0.999, 1e-8, CONSTANT));
  }

  @Test
  void followsTheAlgorithmOfKingmaAndBa() {
    Valley valley = new Valley(1);
    Optimizer adam = adam();

    assertThat(valley.after(1, adam)).containsExactly(new double[] {0, 0.9, -0.9, 1.9, 7}, FLOAT32);
    assertThat(valley.after(5, adam))
        .containsExactly(
            new double[] {
              0.3456855156708264, 0.5016641276164189, -0.5043582026726842, 1.5029557808623537, 7
            },
            FLOAT32);
    assertThat(valley.after(20, adam))
        .containsExactly(
            new double[] {
              1.5803001304902657, -0.8930607048371041, 0.6365028641234114, 0.2224524292168158, 7
            },
            FLOAT32);
  }

  @Test
  void addsEpsilonAfterTheCorrection() {
    Valley valley = new Valley(1);
    Optimizer adam = new Adam(new Adam.Config(0.1, 0.8, 0.9, 0.01, CONSTANT));

    assertThat(valley.after(1, adam))
        .containsExactly(
            new double[] {0, 0.9000333222259247, -0.90625, 1.9001663893510816, 7}, FLOAT32);
    assertThat(valley.after(20, adam))
        .containsExactly(
            new double[] {
              1.517279104867364, -0.8960068463999792, 0.5011012849032912, 0.23696971344517936, 7
            },
            FLOAT32);
  }

  @Test
  void firstStepIsAsLongAsTheScheduledRateWhateverTheGradient() {
    Valley valley = new Valley(4);
    // A warm-up over 2 epochs of 4 steps: the first factor is 1/8.
    Optimizer adam = new Adam(new Adam.Config(0.1, 0.9, 0.999, 1e-8, new Schedule.Constant(2)));

    assertThat(valley.after(1, adam))
        .containsExactly(new double[] {0, 1 - 0.0125, -1 + 0.0125, 2 - 0.0125, 7}, FLOAT32);
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(AdamTest::adam, "mean", "square");
  }

  @Test
  void refusesHalfAState() {
    assertThatThrownBy(() -> adam().restore(Map.of("mean", Nd4j.zeros(1, 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[mean, square]");
  }
}
