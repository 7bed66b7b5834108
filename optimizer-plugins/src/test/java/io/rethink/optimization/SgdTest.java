package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The trajectories are those of optax 0.2.8 in float64; see {@code
 * src/test/python/trajectories.py}.
 */
class SgdTest {

  private static final Offset<Double> FLOAT32 = within(2e-5);
  private static final Schedule CONSTANT = new Schedule.Constant(0);

  private static Optimizer sgd(double momentum, boolean nesterov) {
    return new Sgd(new Sgd.Config(0.05, momentum, nesterov, CONSTANT));
  }

  @Test
  void withoutMomentumDescendsAlongTheGradient() {
    Valley valley = new Valley(1);
    Optimizer sgd = sgd(0, false);

    assertThat(valley.after(1, sgd))
        .containsExactly(new double[] {0, -0.5, -0.9925, 1.7, 7}, FLOAT32);
    assertThat(valley.after(20, sgd))
        .containsExactly(
            new double[] {
              0.8228698816283763, -1.9951434610099466, -0.8569157204119263, 0.07751906216902865, 7
            },
            FLOAT32);
    assertThat(sgd.state()).isEmpty();
  }

  @Test
  void withMomentumFollowsTheHeavyBall() {
    Valley valley = new Valley(1);
    Optimizer sgd = sgd(0.9, false);

    assertThat(valley.after(1, sgd))
        .containsExactly(new double[] {0, -0.5, -0.9925, 1.7, 7}, FLOAT32);
    assertThat(valley.after(5, sgd))
        .containsExactly(
            new double[] {
              0.6953492665735206, -3.5454808885027917, -0.9025771718078126, -0.7126093750000004, 7
            },
            FLOAT32);
    assertThat(valley.after(20, sgd))
        .containsExactly(
            new double[] {
              0.8601751552821864, -3.0042226008834554, -0.22406843098364435, -0.1035094242925555, 7
            },
            FLOAT32);
  }

  @Test
  void withNesterovLooksAhead() {
    Valley valley = new Valley(1);
    Optimizer sgd = sgd(0.9, true);

    assertThat(valley.after(1, sgd))
        .containsExactly(new double[] {0, -1.85, -0.98575, 1.43, 7}, FLOAT32);
    assertThat(valley.after(5, sgd))
        .containsExactly(
            new double[] {
              0.8264507154214584, -1.9935324568055441, -0.8763253251736142, -0.6591136896062504, 7
            },
            FLOAT32);
    assertThat(valley.after(20, sgd))
        .containsExactly(
            new double[] {
              0.855583705384643, -1.986168623654877, -0.19895317828200182, -0.042387891078380605, 7
            },
            FLOAT32);
  }

  @Test
  void multipliesItsRateByTheSchedule() {
    Valley valley = new Valley(2);
    Optimizer sgd = new Sgd(new Sgd.Config(0.05, 0.9, false, new Schedule.Exponential(0.5, 0)));

    assertThat(valley.after(5, sgd))
        .containsExactly(
            new double[] {
              0.49132351116224776, -3.71533554026243, -0.9478854372692384, 0.3162517578124997, 7
            },
            FLOAT32);
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(() -> sgd(0.9, false), "velocity");
  }

  @Test
  void showsItsStateLive() {
    Valley valley = new Valley(1);
    Optimizer sgd = sgd(0.9, false);

    assertThat(sgd.state()).isEmpty();
    valley.after(1, sgd);
    INDArray velocity = Objects.requireNonNull(sgd.state().get("velocity"));
    assertThat(velocity.toDoubleVector()).containsExactly(0, 30, -0.15f, 6, 0);
    valley.after(2, sgd);
    assertThat(velocity.getDouble(3)).isCloseTo(0.9 * 6 + 3 * 1.7, FLOAT32);
  }

  @Test
  void refusesTheStateOfAnotherOptimizer() {
    assertThatThrownBy(() -> sgd(0.9, false).restore(Map.of("mean", Nd4j.zeros(1, 5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[velocity]")
        .hasMessageContaining("[mean]");
  }

  @Test
  void refusesAVelocityOfAnotherNetwork() {
    Optimizer sgd = sgd(0.9, false);
    sgd.restore(Map.of("velocity", Nd4j.zeros(1, 6)));

    assertThatThrownBy(() -> new Valley(1).after(1, sgd))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("6 values")
        .hasMessageContaining("5 parameters");
  }

  @Test
  void refusesNesterovWithoutMomentum() {
    assertThatThrownBy(() -> sgd(0, true))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nesterov = true with momentum = 0");
  }
}
