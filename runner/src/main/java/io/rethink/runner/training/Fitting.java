package io.rethink.runner.training;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.model.ClosedFormModel;
import io.rethink.api.model.FittedModel;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Computes a model in closed form, and evaluates it. Used once. */
public final class Fitting {

  private final ClosedFormModel model;
  private final List<Measure> measures;
  private final TrainingListener listener;
  private final Findings findings;
  private final Progress progress;
  private final Examples train;
  private final Examples test;

  /**
   * Prepares the work.
   *
   * @param findings where the results of the model and of the measures go
   * @param cancelled asked often whether to end
   */
  public Fitting(
      Task task,
      ClosedFormModel model,
      List<Measure> measures,
      TrainingListener listener,
      Findings findings,
      Progress progress,
      BooleanSupplier cancelled) {
    this.model = model;
    this.measures = List.copyOf(measures);
    this.listener = listener;
    this.findings = findings;
    this.progress = new CancellableProgress(progress, cancelled);
    this.train = task.standardizedTrain();
    this.test = task.standardizedTest();
  }

  /**
   * Computes the model and what there is to know of it.
   *
   * @throws TrainingCancelledException if {@code cancelled} says so
   */
  public TrainingResult fit() {
    try (FittedModel fitted = model.fit(train, progress)) {
      findings.number(Metrics.PARAMETERS, (double) fitted.parameters());
      fitted.numbers().forEach(findings::number);
      ScoredModel scored = new ScoredModel(fitted, train, test, progress);
      Map<String, Double> metrics = new LinkedHashMap<>();
      metrics.put(Metrics.TRAIN_ACCURACY, scored.accuracy(train));
      metrics.put(Metrics.TEST_ACCURACY, scored.accuracy(test));
      listener.fitted(metrics);
      for (Measure measure : measures) {
        measure.measure(scored, train, test, findings);
      }
      return new TrainingResult(0, 0, Stopped.SOLVED, null, null, null, metrics);
    }
  }
}
