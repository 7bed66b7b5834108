package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.doubleThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Momentum;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.GradientChange;
import io.rethink.api.regularization.L2Penalty;
import io.rethink.api.regularization.Mixing;
import io.rethink.api.regularization.Penalty;
import io.rethink.api.regularization.Projection;
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
  void aPenaltyActsOnTheUpdateAndIsNotPartOfTheReportedLoss() {
    Penalty pull =
        (parameters, gradient) -> {
          gradient.addi(parameters.vector().mul(1e3));
          return 1e9;
        };
    // With rate 1e-3 the pull alone takes the parameters to 0 in one step, where the loss is ln 3.
    TrainingResult result =
        train(new SmallTraining.GradientDescent(1e-3), 3, null, List.of(pull), () -> false);
    assertThat(result.metrics().get(Metrics.TRAIN_LOSS)).isBetween(1.09, 1.0987);
  }

  @Test
  void gradientChangesFollowPenaltiesAtEveryEvaluation() {
    Penalty ones =
        (parameters, gradient) -> {
          gradient.assign(1);
          return 0;
        };
    List<Double> seen = new ArrayList<>();
    List<Position> positions = new ArrayList<>();
    GradientChange tenfold =
        (parameters, gradient, position) -> {
          seen.add(gradient.getDouble(0));
          positions.add(position);
          gradient.muli(10);
        };
    Optimizer twice =
        new SmallTraining.Still() {
          @Override
          public void step(Objective objective) {
            objective.evaluate();
            objective.evaluate();
            assertThat(objective.gradient().getDouble(0)).isEqualTo(10);
          }
        };
    train(twice, 1, null, List.of(tenfold, ones), () -> false);
    assertThat(seen).hasSize(2 * 4).containsOnly(1.0);
    assertThat(positions.subList(2, 4))
        .containsExactly(new Position(1, 4, 1), new Position(1, 4, 1));
  }

  /** Takes steps by momentum, and keeps what its objective was worth. */
  private static final class Descending extends SmallTraining.Still {

    private final List<Double> values = new ArrayList<>();
    private @Nullable INDArray velocity;

    @Override
    public void step(Objective objective) {
      velocity = velocity == null ? objective.parameters().mul(0) : velocity;
      values.add(objective.descend(velocity, Momentum.of(0.9), 0.1));
    }
  }

  /** Half the squared norm of all parameters, times a coefficient. */
  private record Norm(double coefficient) implements L2Penalty {

    @Override
    public List<ParameterBlock> penalized(Parameters parameters) {
      return parameters.blocks();
    }

    @Override
    public double value(Parameters parameters) {
      double norm = parameters.vector().norm2Number().doubleValue();
      return coefficient / 2 * norm * norm;
    }

    @Override
    public double addTo(Parameters parameters, INDArray gradient) {
      gradient.addi(parameters.vector().mul(coefficient));
      return value(parameters);
    }
  }

  @Test
  void descentTakesInAnL2PenaltyAsAGradientTakesInAnyPenalty() {
    Norm norm = new Norm(0.3);
    // Not an L2Penalty itself, so it is added to the gradient.
    Penalty same = (parameters, gradient) -> norm.addTo(parameters, gradient);
    Descending left = new Descending();
    Descending added = new Descending();
    Descending none = new Descending();
    double found = trainLoss(left, List.of(norm, same));
    double expected = trainLoss(added, List.of(same, same));
    assertThat(found).isCloseTo(expected, within(1e-6));
    assertThat(left.values).hasSameSizeAs(added.values);
    for (int i = 0; i < left.values.size(); i++) {
      assertThat(left.values.get(i)).isCloseTo(added.values.get(i), within(1e-6));
    }
    assertThat(trainLoss(none, List.of())).isLessThan(expected - 0.05);
  }

  @Test
  void gradientChangesSeeAnL2PenaltyThatDescentCouldTakeIn() {
    // Takes the penalty off again, so that only a gradient that has it ends without it.
    Norm norm = new Norm(0.3);
    GradientChange off =
        (parameters, gradient, position) -> gradient.subi(parameters.vector().mul(0.3));
    assertThat(trainLoss(new Descending(), List.of(norm, off)))
        .isCloseTo(trainLoss(new Descending(), List.of()), within(1e-6));
  }

  private double trainLoss(Optimizer optimizer, List<Regularizer> regularizers) {
    return train(optimizer, 5, null, regularizers, () -> false)
        .metrics()
        .getOrDefault(Metrics.TRAIN_LOSS, Double.NaN);
  }

  @Test
  void aProjectionFollowsEveryStep() {
    // All parameters 0 after each step: so the loss is ln 3 in the end, and at each later step.
    Projection toZero = parameters -> parameters.vector().assign(0);
    TrainingResult result =
        train(new SmallTraining.GradientDescent(1), 1, null, List.of(toZero), () -> false);
    assertThat(result.metrics().get(Metrics.TRAIN_LOSS)).isCloseTo(Math.log(3), within(1e-6));
    verify(listener, times(3))
        .stepped(any(), doubleThat(loss -> Math.abs(loss - 1.0986123) < 1e-6), anyInt());
  }

  @Test
  void twoMixingsAreRefused() {
    Mixing mixing = mock(Mixing.class);
    assertThatThrownBy(
            () ->
                train(
                    new SmallTraining.GradientDescent(1),
                    1,
                    null,
                    List.of(mixing, mixing),
                    () -> false))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("two of the regularizers mix examples");
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
        .isInstanceOf(LossNotFiniteException.class)
        .hasMessageContaining("the loss is NaN at step 7 (epoch 2)");
  }

  @Test
  void anUpdateThatDivergesIsFoundByTheEvaluationAfterIt() {
    // One step an epoch, so that no later step would see it.
    TrainingSettings oneStep = SmallTraining.settings(1, 60, null);
    assertThatThrownBy(() -> train(new Divergence(), oneStep, List.of(), () -> false))
        .isInstanceOf(LossNotFiniteException.class)
        .hasMessageContaining("at step 2");
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
