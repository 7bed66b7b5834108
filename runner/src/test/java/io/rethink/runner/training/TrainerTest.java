package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import io.rethink.api.UserException;
import io.rethink.api.measurement.Measure;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Regularizer;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.config.TrainingSettings;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainerTest {

  private final TrainingListener listener = mock(TrainingListener.class);

  /** Leaves parameters that are no numbers. */
  private record Divergence() implements Optimizer {
    @Override
    public void step(Objective objective) {
      objective.evaluate();
      objective.parameters().putScalar(0, Float.NaN);
    }

    @Override
    public Map<String, INDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, INDArray> state) {}
  }

  @Test
  void separableDataAreFittedAndTheGoalEndsTraining() {
    TrainingResult result =
        train(
            new SmallTraining.GradientDescent(1),
            500,
            SmallTraining.FITTED,
            List.of(),
            () -> false);
    assertThat(result.stopped()).isEqualTo(Stopped.GOAL_REACHED);
    assertThat(result.metrics()).containsEntry(Metrics.TRAIN_ACCURACY, 1.0);
    assertThat(result.epochsToInterpolation()).isEqualTo(result.epochs()).isLessThan(500);
    assertThat(result.steps()).isEqualTo(result.epochs() * 4L);
    assertThat(result.stepsToInterpolation()).isEqualTo(result.steps());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    TrainingResult one =
        train(new SmallTraining.GradientDescent(0.1), 5, null, List.of(), () -> false);
    TrainingResult same =
        train(new SmallTraining.GradientDescent(0.1), 5, null, List.of(), () -> false);
    assertThat(same.metrics()).isEqualTo(one.metrics());
    assertThat(one.stopped()).isEqualTo(Stopped.LAST_EPOCH);
    verify(listener, times(2 * 5 * 4)).stepped(any(), anyDouble(), anyInt());
  }

  @Test
  void aStoppingRuleEndsTrainingWithTheBestParameters() {
    List<Double> losses = new ArrayList<>();
    StoppingRule secondIsBest =
        new StoppingRule() {
          @Override
          public Verdict judge(EpochSummary epoch) {
            losses.add(epoch.metrics().get(Metrics.TEST_LOSS));
            return new Verdict(epoch.epoch() == 2, epoch.epoch() == 6);
          }

          @Override
          public boolean keepsBest() {
            return true;
          }
        };
    TrainingResult result =
        train(new SmallTraining.GradientDescent(0.1), 50, null, List.of(secondIsBest), () -> false);
    assertThat(result.stopped()).isEqualTo(Stopped.STOPPING_RULE);
    assertThat(result.epochs()).isEqualTo(6);
    assertThat(result.bestEpoch()).isEqualTo(2);
    assertThat(result.metrics()).containsEntry(Metrics.TEST_LOSS, losses.get(1));
  }

  @Test
  void divergenceEndsTrainingAndNamesTheStep() {
    Optimizer explode =
        new Optimizer() {
          @Override
          public void step(Objective objective) {
            objective.evaluate();
            if (objective.position().step() == 5) {
              objective.parameters().assign(Float.NaN);
            }
          }

          @Override
          public Map<String, INDArray> state() {
            return Map.of();
          }

          @Override
          public void restore(Map<String, INDArray> state) {}
        };
    assertThatThrownBy(() -> train(explode, 5, null, List.of(), () -> false))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("the loss is NaN at step 7 (epoch 2)");
  }

  @Test
  void anUpdateThatDivergesIsFoundByTheEvaluationAfterIt() {
    // One step an epoch, so that no later step would see it.
    TrainingSettings oneStep = SmallTraining.settings(1, 60, null);
    assertThatThrownBy(() -> train(new Divergence(), oneStep, List.of(), () -> false))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("at step 2");
  }

  @Test
  void anUpdateThatDivergesIsFoundByTheParametersWhereNoLossFollowsIt() {
    TrainingSettings running = SmallTraining.settings(1, 60, null, TrainMetrics.RUNNING);
    assertThatThrownBy(() -> train(new Divergence(), running, List.of(), () -> false))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("a parameter is no finite number at step 2");
  }

  @Test
  void runningMetricsAreMeansOverTheBatchesOfTheEpoch() {
    // With a rate of 0 the network does not change meanwhile, so both are the same numbers.
    TrainingSettings running = SmallTraining.settings(1, 16, null, TrainMetrics.RUNNING);
    Map<String, Double> expected =
        train(new SmallTraining.GradientDescent(0), 1, null, List.of(), () -> false).metrics();
    Map<String, Double> found =
        train(new SmallTraining.GradientDescent(0), running, List.of(), () -> false).metrics();
    assertThat(found.get(Metrics.TRAIN_LOSS))
        .isCloseTo(expected.get(Metrics.TRAIN_LOSS), within(1e-6));
    assertThat(found.get(Metrics.TRAIN_ACCURACY)).isEqualTo(expected.get(Metrics.TRAIN_ACCURACY));
    assertThat(found.get(Metrics.TEST_LOSS)).isEqualTo(expected.get(Metrics.TEST_LOSS));
  }

  @Test
  void cancellationIsHeardAtTheNextStep() {
    int[] asked = {0};
    assertThatThrownBy(
            () ->
                train(
                    new SmallTraining.GradientDescent(0.1),
                    5,
                    null,
                    List.of(),
                    () -> ++asked[0] > 3))
        .isInstanceOf(TrainingCancelledException.class);
    verify(listener, times(3)).stepped(any(), anyDouble(), anyInt());
  }

  @Test
  void aMeasureRefusesTheNetworkBeforeAnythingIsTrained() {
    Measure picky = mock(Measure.class);
    UserException refusal = new UserException("not for this one");
    doThrow(refusal).when(picky).require(any(), any());
    TrainingPlan plan =
        new TrainingPlan(
            SmallTraining.settings(5, 16, null),
            new SmallTraining.GradientDescent(0.1),
            List.of(),
            List.of(new TrainingPlan.ScheduledMeasure(picky, null)));
    assertThatThrownBy(
            () -> SmallTraining.train(plan, listener, StateKeeper.NONE, () -> false, null))
        .isSameAs(refusal);
    verifyNoInteractions(listener);
  }

  private TrainingResult train(
      Optimizer optimizer,
      int epochs,
      @Nullable Threshold stopAt,
      List<Regularizer> regularizers,
      BooleanSupplier cancelled) {
    TrainingSettings settings = SmallTraining.settings(epochs, 16, stopAt);
    return train(optimizer, settings, regularizers, cancelled);
  }

  private TrainingResult train(
      Optimizer optimizer,
      TrainingSettings settings,
      List<Regularizer> regularizers,
      BooleanSupplier cancelled) {
    return SmallTraining.train(
        new TrainingPlan(settings, optimizer, regularizers, List.of()),
        listener,
        StateKeeper.NONE,
        cancelled,
        null);
  }
}
