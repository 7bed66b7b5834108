package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import org.junit.jupiter.api.Test;

class GradientDescentTest {

  private static final Schedule HALVING = new Schedule.Exponential(0.5, 0);

  private static Optimizer descent(double momentum) {
    return new GradientDescent(new GradientDescent.Config(0.05, momentum, HALVING));
  }

  /** Whose trajectories {@code SgdTest} holds against another implementation. */
  @Test
  void stepsAsSgdDoesOnTheWholeTrainingSet() {
    Optimizer sgd = new Sgd(new Sgd.Config(0.05, 0.9, false, HALVING));

    assertThat(descent(0.9).fullBatch()).isTrue();
    assertThat(sgd.fullBatch()).isFalse();
    assertThat(new Valley(1).after(20, descent(0.9))).containsExactly(new Valley(1).after(20, sgd));
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(() -> descent(0.9), "velocity");
  }
}
