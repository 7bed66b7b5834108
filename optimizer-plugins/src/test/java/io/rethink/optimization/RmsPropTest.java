package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The trajectories are those of PyTorch 2.15 in float64; see {@code
 * src/test/python/torch_trajectories.py}.
 */
class RmsPropTest {

  private static final Offset<Double> FLOAT32 = within(2e-5);
  private static final Schedule CONSTANT = new Schedule.Constant(0);

  private static Optimizer rmsProp(double decay, double momentum, double epsilon) {
    return new RmsProp(new RmsProp.Config(0.02, decay, momentum, epsilon, CONSTANT));
  }

  @Test
  void dividesTheGradientByItsRunningRoot() {
    Valley valley = new Valley(1);
    Optimizer rmsProp = rmsProp(0.9, 0, 1e-8);

    assertThat(valley.after(1, rmsProp))
        .containsExactly(
            new double[] {0.0, 0.9367544468632991, -0.9367544601299629, 1.9367544471299658, 7},
            FLOAT32);
    assertThat(valley.after(5, rmsProp))
        .containsExactly(
            new double[] {
              0.16898590977511913, 0.7894797426756174, -0.7923853425432346, 1.7910134204280832, 7
            },
            FLOAT32);
    assertThat(valley.after(20, rmsProp))
        .containsExactly(
            new double[] {
              0.524130939316889, 0.44464272415106765, -0.4669185901653904, 1.4563264733176111, 7
            },
            FLOAT32);
    assertThat(rmsProp.state()).containsOnlyKeys("square");
  }

  @Test
  void addsEpsilonOutsideTheRootAndKeepsMomentum() {
    Valley valley = new Valley(1);
    Optimizer rmsProp = rmsProp(0.95, 0.8, 0.5);

    assertThat(valley.after(1, rmsProp))
        .containsExactly(
            new double[] {0.0, 0.9167615115195615, -0.9943771895891009, 1.9348407133032357, 7},
            FLOAT32);
    assertThat(valley.after(5, rmsProp))
        .containsExactly(
            new double[] {
              0.06414211161800834, 0.3130700132661586, -0.9374495292615216, 1.440190660356283, 7
            },
            FLOAT32);
    assertThat(valley.after(20, rmsProp))
        .containsExactly(
            new double[] {
              1.1833749795771666, -1.4578534186310148, -0.6210886083211797, 0.10196048895822148, 7
            },
            FLOAT32);
  }

  /** With no memory of older gradients, each parameter moves by the rate. */
  @Test
  void multipliesItsRateByTheSchedule() {
    Valley valley = new Valley(2);
    Optimizer sign =
        new RmsProp(new RmsProp.Config(0.02, 0, 0, 1e-8, new Schedule.Exponential(0.5, 0)));

    assertThat(valley.after(3, sign)[3]).isCloseTo(2 - 0.02 - 0.02 - 0.01, FLOAT32);
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(() -> rmsProp(0.9, 0.8, 0.1), "square", "velocity");
  }
}
