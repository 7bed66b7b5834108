package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.rethink.api.measurement.Findings;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Penalty;
import io.rethink.api.regularization.Regularizer;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import io.rethink.runner.config.Standardization;
import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.config.TrainingSettings;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class TrainerTest {

  private static final int CLASSES = 3;
  private static final ArrayExamples TRAIN = ArrayExamples.separable(60, CLASSES, 1);
  private static final ArrayExamples TEST = ArrayExamples.separable(40, CLASSES, 2);
  private static final Threshold FITTED = new Threshold(null, 1.0);

  private final TrainingListener listener = mock(TrainingListener.class);

  /** Gradient descent, written without the plugins. */
  private record GradientDescent(double rate) implements Optimizer {
    @Override
    public void step(Objective objective) {
      objective.evaluate();
      objective.parameters().subi(objective.gradient().mul(rate));
    }

    @Override
    public Map<String, INDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, INDArray> state) {}
  }

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
    TrainingResult result = train(new GradientDescent(1), 500, FITTED, List.of(), () -> false);
    assertThat(result.stopped()).isEqualTo(Stopped.GOAL_REACHED);
    assertThat(result.metrics()).containsEntry(Metrics.TRAIN_ACCURACY, 1.0);
    assertThat(result.epochsToInterpolation()).isEqualTo(result.epochs()).isLessThan(500);
    assertThat(result.steps()).isEqualTo(result.epochs() * 4L);
    assertThat(result.stepsToInterpolation()).isEqualTo(result.steps());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    TrainingResult one = train(new GradientDescent(0.1), 5, null, List.of(), () -> false);
    TrainingResult same = train(new GradientDescent(0.1), 5, null, List.of(), () -> false);
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
    TrainingResult result = train(new GradientDescent(1e-3), 3, null, List.of(pull), () -> false);
    assertThat(result.metrics().get(Metrics.TRAIN_LOSS)).isBetween(1.09, 1.0987);
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
        train(new GradientDescent(0.1), 50, null, List.of(secondIsBest), () -> false);
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
    TrainingSettings oneStep = settings(1, 60, null);
    assertThatThrownBy(() -> train(new Divergence(), oneStep, List.of(), () -> false))
        .isInstanceOf(LossNotFiniteException.class)
        .hasMessageContaining("at step 2");
  }

  @Test
  void runningMetricsAreMeansOverTheBatchesOfTheEpoch() {
    // With a rate of 0 the network does not change meanwhile, so both are the same numbers.
    TrainingSettings running = settings(1, 16, null, TrainMetrics.RUNNING);
    Map<String, Double> expected =
        train(new GradientDescent(0), 1, null, List.of(), () -> false).metrics();
    Map<String, Double> found =
        train(new GradientDescent(0), running, List.of(), () -> false).metrics();
    assertThat(found.get(Metrics.TRAIN_LOSS))
        .isCloseTo(expected.get(Metrics.TRAIN_LOSS), within(1e-6));
    assertThat(found.get(Metrics.TRAIN_ACCURACY)).isEqualTo(expected.get(Metrics.TRAIN_ACCURACY));
    assertThat(found.get(Metrics.TEST_LOSS)).isEqualTo(expected.get(Metrics.TEST_LOSS));
  }

  @Test
  void cancellationIsHeardAtTheNextStep() {
    int[] asked = {0};
    assertThatThrownBy(
            () -> train(new GradientDescent(0.1), 5, null, List.of(), () -> ++asked[0] > 3))
        .isInstanceOf(TrainingCancelledException.class);
    verify(listener, times(3)).stepped(any(), anyDouble(), anyInt());
  }

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
    return new TrainingState(
        live.step(),
        live.running(),
        live.epochClosed(),
        live.stopped(),
        live.epochsToInterpolation(),
        live.bestEpoch(),
        live.evaluations(),
        live.parameters().dup(),
        live.optimizer(),
        best == null ? null : best.dup());
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
            settings(50, 16, null, metrics),
            new GradientDescent(0.1),
            List.of(sixEpochs()),
            List.of());
    try (Network network = new Dl4jEngine().build(regression(), TRAIN.shape(), 3)) {
      return new Trainer(
              new Task(TRAIN, TEST, Standardization.NONE),
              network,
              plan,
              new SeededStreams(1),
              listener,
              epoch -> mock(Findings.class),
              keeper,
              () -> false)
          .train(from);
    }
  }

  private TrainingResult train(
      Optimizer optimizer,
      int epochs,
      @Nullable Threshold stopAt,
      List<Regularizer> regularizers,
      BooleanSupplier cancelled) {
    TrainingSettings settings = settings(epochs, 16, stopAt);
    return train(optimizer, settings, regularizers, cancelled);
  }

  private TrainingResult train(
      Optimizer optimizer,
      TrainingSettings settings,
      List<Regularizer> regularizers,
      BooleanSupplier cancelled) {
    TrainingPlan plan = new TrainingPlan(settings, optimizer, regularizers, List.of());
    SeededStreams seeds = new SeededStreams(1);
    try (Network network = new Dl4jEngine().build(regression(), TRAIN.shape(), 3)) {
      return new Trainer(
              new Task(TRAIN, TEST, Standardization.NONE),
              network,
              plan,
              seeds,
              listener,
              epoch -> mock(Findings.class),
              StateKeeper.NONE,
              cancelled)
          .train();
    }
  }

  private static TrainingSettings settings(int epochs, int batchSize, @Nullable Threshold stopAt) {
    return settings(epochs, batchSize, stopAt, TrainMetrics.EVALUATED);
  }

  private static TrainingSettings settings(
      int epochs, int batchSize, @Nullable Threshold stopAt, TrainMetrics metrics) {
    return new TrainingSettings(
        epochs, batchSize, stopAt, FITTED, 1, metrics, 50, Duration.ofMinutes(5));
  }

  private static ComputationGraphConfiguration regression() {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(TRAIN.shape().inputType())
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            "input")
        .setOutputs("output")
        .build();
  }
}
