package io.rethink.runner.training;

import static io.rethink.runner.training.SmallTraining.CLASSES;
import static io.rethink.runner.training.SmallTraining.TEST;
import static io.rethink.runner.training.SmallTraining.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.FittedModel;
import io.rethink.runner.config.Standardization;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FittingTest {

  private final Findings findings = mock(Findings.class);
  private final TrainingListener listener = mock(TrainingListener.class);
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final Recalling model = new Recalling();

  /** Knows the label of every example, but gets the first quarter of the test set wrong. */
  private static final class Recalling implements ClosedFormModel, FittedModel {

    private final List<Integer> scored = new ArrayList<>();
    private boolean closed;

    @Override
    public FittedModel fit(Examples train, Progress progress) {
      try (Progress.Work work = progress.begin("fit", 1, "steps")) {
        work.advance(1);
      }
      return this;
    }

    @Override
    public long parameters() {
      return 42;
    }

    @Override
    public Map<String, Double> numbers() {
      return Map.of("fit/residual", 0.125);
    }

    @Override
    public float[] score(Examples examples, Progress progress) {
      scored.add(examples.size());
      float[] scores = new float[examples.size() * CLASSES];
      for (int i = 0; i < examples.size(); i++) {
        int wrong = examples.size() == TEST.size() && i < TEST.size() / 4 ? 1 : 0;
        scores[i * CLASSES + (examples.label(i) + wrong) % CLASSES] = 1;
      }
      return scores;
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private TrainingResult fit(Measure... measures) {
    Progress.Work work = mock(Progress.Work.class);
    return new Fitting(
            new Task(TRAIN, TEST, Standardization.NONE),
            model,
            List.of(measures),
            listener,
            findings,
            (title, total, unit) -> work,
            cancelled::get)
        .fit();
  }

  @Test
  void reportsAccuracyOnBothSplitsAndWhatTheModelFoundOut() {
    TrainingResult result = fit();

    assertThat(result.metrics())
        .containsEntry(Metrics.TRAIN_ACCURACY, 1.0)
        .containsEntry(Metrics.TEST_ACCURACY, 0.75);
    assertThat(result.stopped()).isEqualTo(Stopped.SOLVED);
    assertThat(result.epochs()).isZero();
    verify(listener).fitted(result.metrics());
    verify(findings).number("model/parameters", 42);
    verify(findings).number("fit/residual", 0.125);
    assertThat(model.closed).isTrue();
  }

  @Test
  void measuresReadTheSameScoresWithoutComputingThemAnew() {
    double[] mean = {0};
    Measure measure =
        (network, train, test, found) ->
            network.score(
                train, (index, scores) -> mean[0] += scores[train.label(index)] / train.size());

    fit(measure, measure);

    assertThat(mean[0]).isCloseTo(2, within(1e-6));
    assertThat(model.scored).containsExactly(TRAIN.size(), TEST.size());
  }

  @Test
  void aMeasureThatAsksForParametersIsTurnedAway() {
    assertThatThrownBy(() -> fit((network, train, test, found) -> network.parameters()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("leave the measure out of measures");
    assertThat(model.closed).isTrue();
  }

  @Test
  void endsAtTheNextAdvanceOfTheWorkOnceAskedTo() {
    cancelled.set(true);

    assertThatThrownBy(this::fit).isInstanceOf(TrainingCancelledException.class);
    assertThat(model.scored).isEmpty();
  }
}
