package io.rethink.runner.execution;

import io.rethink.api.measurement.Findings;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.checkpoint.Checkpoint;
import io.rethink.runner.checkpoint.MetricCounters;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.MetricsLogged;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what happens in a training to the run's journal. */
final class JournalingListener implements TrainingListener {

  private final Journal journal;
  private final RunFolder folder;
  private final JournaledPoints journaled;
  private final Map<String, Double> found = new LinkedHashMap<>();
  private boolean resumed;
  private int logEvery = 1;
  private double lossSum;
  private int lossCount;
  private int epochs;
  private long steps;
  private Map<String, Double> metrics = Map.of();

  /**
   * Writes to a journal.
   *
   * @param journaled what of a resumed run is in the journal already
   */
  JournalingListener(Journal journal, RunFolder folder, JournaledPoints journaled) {
    this.journal = journal;
    this.folder = folder;
    this.journaled = journaled;
  }

  /** Takes over what an earlier process had not journaled yet. */
  void restore(Checkpoint checkpoint) {
    lossSum = checkpoint.counters().lossSum();
    lossCount = checkpoint.counters().lossCount();
    found.putAll(checkpoint.counters().found());
    steps = checkpoint.training().step();
    for (EpochSummary epoch : checkpoint.training().evaluations()) {
      epochs = epoch.epoch();
      metrics = epoch.metrics();
    }
    resumed = true;
  }

  /** What has not been journaled yet. */
  MetricCounters counters() {
    return new MetricCounters(lossSum, lossCount, found);
  }

  @Override
  public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {
    logEvery = plan.settings().logEvery();
    if (!resumed) {
      log(0, Map.of(Metrics.PARAMETERS, (double) trainableParameters));
    }
  }

  @Override
  public void stepped(Position position, double loss, int examples) {
    steps = position.step() + 1;
    lossSum += loss;
    lossCount++;
    if (lossCount == logEvery) {
      log(steps, Map.of(Metrics.STEP_LOSS, lossSum / lossCount));
      lossSum = 0;
      lossCount = 0;
    }
  }

  @Override
  public void evaluated(EpochSummary epoch) {
    epochs = epoch.epoch();
    metrics = epoch.metrics();
    log(epochs, metrics);
  }

  @Override
  public void fitted(Map<String, Double> fitted) {
    metrics = fitted;
    log(0, fitted);
  }

  /** Where the results of measures taken after {@code epoch} epochs go. */
  Findings findings(int epoch) {
    return new JournaledFindings(journal, folder, epoch, found, this::log);
  }

  private void log(long step, Map<String, Double> values) {
    Map<String, Double> fresh = journaled.withoutThese(step, values);
    if (!fresh.isEmpty()) {
      journal.append(new MetricsLogged(journal.time(), step, fresh));
    }
  }

  /** The last evaluated epoch. */
  int epochs() {
    return epochs;
  }

  /** Number of steps taken so far. */
  long steps() {
    return steps;
  }

  /** The metrics of the last evaluated epoch, and the numbers that measures found last. */
  Map<String, Double> metrics() {
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.putAll(found);
    return all;
  }

  /** The numbers that measures found last. */
  Map<String, Double> found() {
    return found;
  }
}
