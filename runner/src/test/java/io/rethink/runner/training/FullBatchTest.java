package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.training.StateKeeper.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps on the whole training set, of 60 examples. */
class FullBatchTest {

  private final TrainingListener listener = mock(TrainingListener.class);

  /** Heavy-ball descent that keeps the first gradient. */
  private static final class Descent implements Optimizer {

    private final Map<String, INDArray> state = new HashMap<>();
    private @Nullable INDArray first;

    @Override
    public boolean fullBatch() {
      return true;
    }

    @Override
    public void step(Objective objective) {
      objective.evaluate();
      INDArray gradient = objective.gradient();
      if (first == null) {
        first = gradient.dup();
      }
      INDArray velocity = state.computeIfAbsent("velocity", name -> gradient.mul(0));
      velocity.muli(0.5).addi(gradient);
      objective.parameters().subi(velocity);
    }

    @Override
    public Map<String, INDArray> state() {
      return state;
    }

    @Override
    public void restore(Map<String, INDArray> saved) {
      saved.forEach((name, vector) -> state.put(name, vector.dup()));
    }
  }

  private TrainingResult train(
      Descent optimizer,
      int batchSize,
      StateKeeper keeper,
      BooleanSupplier cancelled,
      @Nullable TrainingState from) {
    TrainingPlan plan =
        new TrainingPlan(
            SmallTraining.settings(4, batchSize, null, TrainMetrics.RUNNING),
            optimizer,
            List.of(),
            List.of());
    return SmallTraining.train(plan, listener, keeper, cancelled, from);
  }

  private TrainingResult train(Descent optimizer, int batchSize) {
    return train(optimizer, batchSize, StateKeeper.NONE, () -> false, null);
  }

  /** The mean over single examples, summed in double precision. */
  private static double[] meanGradient() {
    try (Network network =
        new Dl4jEngine().build(SmallTraining.regression(), SmallTraining.TRAIN.shape(), 3)) {
      double[] sum = new double[(int) network.gradient().length()];
      int size = SmallTraining.TRAIN.size();
      for (int i = 0; i < size; i++) {
        Batch batch = new Batch(SmallTraining.TRAIN.shape(), 1);
        SmallTraining.TRAIN.read(i, batch.inputs(), 0);
        batch.labels()[0] = SmallTraining.TRAIN.label(i);
        batch.size(1);
        network.train(batch, 1);
        double[] gradient = network.gradient().toDoubleVector();
        for (int k = 0; k < sum.length; k++) {
          sum[k] += gradient[k] / size;
        }
      }
      return sum;
    }
  }

  @Test
  void theGradientIsTheMeanOverAllExamplesWhateverTheBatchSize() {
    double[] expected = meanGradient();
    for (int batchSize : new int[] {60, 16, 7, 1}) {
      Descent optimizer = new Descent();
      train(optimizer, batchSize);
      assertThat(java.util.Objects.requireNonNull(optimizer.first).toDoubleVector())
          .as("batches of %d", batchSize)
          .containsExactly(expected, within(1e-7));
    }
  }

  @Test
  void anEpochIsOneStepAndItsRunningLossIsThatBeforeIt() {
    TrainingResult result = train(new Descent(), 16);
    assertThat(result.steps()).isEqualTo(4);
    verify(listener, times(1)).started(any(), eq(1), eq(12L));
    for (int step = 0; step < 4; step++) {
      verify(listener).stepped(eq(new Position(step, 1, 4)), anyDouble(), eq(60));
    }
    verify(listener, times(4)).evaluated(any());
    verifyNoMoreInteractions(listener);
    // The same loss, if the training set is one batch.
    assertThat(result.metrics().get(Metrics.TRAIN_LOSS))
        .isCloseTo(train(new Descent(), 60).metrics().get(Metrics.TRAIN_LOSS), within(1e-6));
  }

  @Test
  void aTrainingThatGoesOnAfterAnEpochOrFromTheMiddleOfAPassEndsWithTheSameBits() {
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole =
        train(new Descent(), 16, (m, state) -> states.add(copy(state.get())), () -> false, null);
    assertThat(states).hasSize(4 + 1);
    INDArray last = states.get(4).parameters();

    // An epoch asks four times: this is in the third.
    int[] asked = {0};
    List<TrainingState> cancelled = new ArrayList<>();
    assertThatThrownBy(
            () ->
                train(
                    new Descent(),
                    16,
                    (moment, state) -> {
                      if (moment == Moment.END) {
                        cancelled.add(copy(state.get()));
                      }
                    },
                    () -> ++asked[0] > 10,
                    null))
        .isInstanceOf(TrainingCancelledException.class);
    assertThat(cancelled).hasSize(1);
    assertThat(cancelled.get(0).step()).isEqualTo(2);
    assertThat(cancelled.get(0).parameters()).isEqualTo(states.get(1).parameters());

    for (TrainingState from : List.of(states.get(0), cancelled.get(0))) {
      List<TrainingState> rest = new ArrayList<>();
      TrainingResult resumed =
          train(new Descent(), 16, (m, state) -> rest.add(copy(state.get())), () -> false, from);
      assertThat(resumed).isEqualTo(whole);
      assertThat(rest.get(rest.size() - 1).parameters()).isEqualTo(last);
    }
  }

  private static TrainingState copy(TrainingState live) {
    Map<String, INDArray> optimizer = new HashMap<>();
    live.optimizer().forEach((name, vector) -> optimizer.put(name, vector.dup()));
    return live.in(live.parameters().dup(), optimizer, null);
  }
}
