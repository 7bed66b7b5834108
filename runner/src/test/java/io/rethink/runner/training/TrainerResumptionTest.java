package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A training that goes on from a state that was kept. */
class TrainerResumptionTest {

  private final TrainingListener listener = mock(TrainingListener.class);

  @ParameterizedTest
  @EnumSource
  void aTrainingResumedFromAnyOfItsStatesEndsInTheSameBits(TrainMetrics metrics) {
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole =
        resumable(metrics, null, (moment, state) -> states.add(copied(state.get())));
    TrainingState last = states.get(states.size() - 1);
    assertThat(whole.stopped()).isEqualTo(Stopped.STOPPING_RULE);
    assertThat(whole.bestEpoch()).isEqualTo(2);
    // 6 epochs of 4 steps: 3 states within each, one after it, and one at the end.
    assertThat(states).hasSize(6 * 4 + 1);
    // Every third meets each place within an epoch.
    for (int i = 0; i < states.size(); i += 3) {
      TrainingState state = states.get(i);
      List<TrainingState> rest = new ArrayList<>();
      TrainingResult resumed =
          resumable(metrics, state, (moment, next) -> rest.add(copied(next.get())));
      assertThat(resumed).isEqualTo(whole);
      assertThat(rest.get(rest.size() - 1).parameters()).isEqualTo(last.parameters());
    }
  }

  private static TrainingState copied(TrainingState live) {
    INDArray best = live.best();
    return live.in(live.parameters().dup(), live.optimizer(), best == null ? null : best.dup());
  }

  /** Counts epochs by itself, as a rule with a memory does. */
  private static StoppingRule sixEpochs() {
    return new StoppingRule() {
      private int asked;

      @Override
      public Verdict judge(EpochSummary epoch) {
        asked++;
        return new Verdict(asked == 2, asked == 6);
      }

      @Override
      public boolean keepsBest() {
        return true;
      }
    };
  }

  private TrainingResult resumable(
      TrainMetrics metrics, @Nullable TrainingState from, StateKeeper keeper) {
    TrainingPlan plan =
        new TrainingPlan(
            SmallTraining.settings(50, 16, null, metrics),
            new SmallTraining.GradientDescent(0.1),
            List.of(sixEpochs()),
            List.of());
    return SmallTraining.train(plan, listener, keeper, () -> false, from);
  }
}
