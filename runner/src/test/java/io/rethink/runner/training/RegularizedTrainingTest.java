package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.doubleThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What regularizers do to a training. */
class RegularizedTrainingTest {

  private final TrainingListener listener = mock(TrainingListener.class);

  @Test
  void aPenaltyActsOnTheUpdateAndIsNotPartOfTheReportedLoss() {
    Penalty pull =
        (parameters, gradient) -> {
          gradient.addi(parameters.vector().mul(1e3));
          return 1e9;
        };
    // With rate 1e-3 the pull alone takes the parameters to 0 in one step, where the loss is ln 3.
    TrainingResult result = train(new SmallTraining.GradientDescent(1e-3), 3, List.of(pull));
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
    train(twice, 1, List.of(tenfold, ones));
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
    return train(optimizer, 5, regularizers).metrics().getOrDefault(Metrics.TRAIN_LOSS, Double.NaN);
  }

  @Test
  void aProjectionFollowsEveryStep() {
    // All parameters 0 after each step: so the loss is ln 3 in the end, and at each later step.
    Projection toZero = parameters -> parameters.vector().assign(0);
    TrainingResult result = train(new SmallTraining.GradientDescent(1), 1, List.of(toZero));
    assertThat(result.metrics().get(Metrics.TRAIN_LOSS)).isCloseTo(Math.log(3), within(1e-6));
    verify(listener, times(3))
        .stepped(any(), doubleThat(loss -> Math.abs(loss - 1.0986123) < 1e-6), anyInt());
  }

  @Test
  void twoMixingsAreRefused() {
    Mixing mixing = mock(Mixing.class);
    assertThatThrownBy(
            () -> train(new SmallTraining.GradientDescent(1), 1, List.of(mixing, mixing)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("two of the regularizers mix examples");
  }

  private TrainingResult train(Optimizer optimizer, int epochs, List<Regularizer> regularizers) {
    return SmallTraining.train(
        new TrainingPlan(
            SmallTraining.settings(epochs, 16, null), optimizer, regularizers, List.of()),
        listener,
        StateKeeper.NONE,
        () -> false,
        null);
  }
}
