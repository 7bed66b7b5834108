package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.training.Evaluator.Evaluation;
import io.rethink.runner.training.TrainingPlan.ScheduledMeasure;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Trains one network on one task. Used once, on the thread that built the network. */
public final class Trainer {

  private static final String NOISE = "training/noise";

  private final Network network;
  private final TrainingPlan plan;
  private final TrainingListener listener;
  private final IntFunction<Findings> findings;
  private final BooleanSupplier cancelled;
  private final TrainingBatches batches;
  private final BatchFeed feed;
  private final Evaluator evaluator;
  private final Examples train;
  private final Examples test;
  private final MeasuredNetwork measured;
  private final BestParameters best = new BestParameters();
  private final long noiseSeed;
  private final RunningEvaluation running = new RunningEvaluation();
  private long step;
  private Map<String, Double> metrics = Map.of();
  private @Nullable Integer epochsToInterpolation;

  /**
   * Prepares a training.
   *
   * @param findings gives the place where the results of measures taken after an epoch go
   * @param cancelled asked at each step whether to end
   */
  public Trainer(
      Task task,
      Network network,
      TrainingPlan plan,
      SeededStreams seeds,
      TrainingListener listener,
      IntFunction<Findings> findings,
      BooleanSupplier cancelled) {
    this.network = network;
    this.plan = plan;
    this.listener = listener;
    this.findings = findings;
    this.cancelled = cancelled;
    this.batches =
        new TrainingBatches(task, plan.augmentations(), seeds, plan.settings().batchSize());
    this.feed = new BatchFeed(task.train().shape(), batches.batchSize());
    this.train = task.standardizedTrain();
    this.test = task.standardizedTest();
    this.evaluator = new Evaluator(network, train.shape(), train.classes(), cancelled);
    Parameters parameters = network.parameters();
    Parameters initial = new Parameters(parameters.vector().dup(), parameters.blocks());
    this.measured = new MeasuredNetwork(parameters, initial, evaluator);
    this.noiseSeed = seeds.seed(NOISE);
  }

  /**
   * Trains to the end.
   *
   * @throws LossNotFiniteException if training diverges
   * @throws TrainingCancelledException if {@code cancelled} says so
   */
  public TrainingResult train() {
    try (feed;
        evaluator) {
      return trainToTheEnd();
    }
  }

  private TrainingResult trainToTheEnd() {
    listener.started(plan, batches.perEpoch(), network.parameters().trainable());
    int epoch = 0;
    Stopped stopped = Stopped.LAST_EPOCH;
    while (epoch < plan.settings().epochs()) {
      trainEpoch(epoch);
      epoch++;
      if (epoch % plan.settings().evaluateEvery() == 0 || epoch == plan.settings().epochs()) {
        Stopped reason = afterEvaluation(evaluate(epoch));
        if (reason != null) {
          stopped = reason;
          break;
        }
      }
      if (epoch < plan.settings().epochs()) {
        measureAfter(epoch);
      }
    }
    Integer bestEpoch = best.restoreTo(network.parameters());
    if (bestEpoch != null && bestEpoch != epoch) {
      metrics = measureSplits();
    }
    for (ScheduledMeasure measure : plan.measures()) {
      measure.measure().measure(measured, train, test, findings.apply(epoch));
    }
    Long stepsToInterpolation =
        epochsToInterpolation == null ? null : (long) epochsToInterpolation * batches.perEpoch();
    return new TrainingResult(
        epoch, step, stopped, bestEpoch, epochsToInterpolation, stepsToInterpolation, metrics);
  }

  private void trainEpoch(int epoch) {
    batches.startEpoch(epoch);
    running.clear();
    feed.forEach(
        batches.perEpoch(),
        (number, batch) -> batches.fill(epoch, number, batch),
        (batch, number) -> step(batch));
  }

  private void step(Batch batch) {
    if (cancelled.getAsBoolean()) {
      throw new TrainingCancelledException();
    }
    Position position = position();
    BatchObjective objective =
        new BatchObjective(
            network, plan.penalties(), batch, position, SeededStreams.mix(noiseSeed, step));
    plan.optimizer().step(objective);
    if (!objective.evaluated()) {
      throw new UserException(
          "the optimizer took a step without evaluating its objective; %s must call Objective.evaluate()"
              .formatted(plan.optimizer().getClass().getName()));
    }
    running.add(objective.firstLoss(), objective.firstCorrect(), batch.size());
    step++;
    listener.stepped(position, objective.firstLoss(), batch.size());
  }

  private EpochSummary evaluate(int epoch) {
    metrics = measureSplits();
    EpochSummary summary = new EpochSummary(epoch, position(), metrics);
    if (epochsToInterpolation == null && fitted(plan.settings().interpolation())) {
      epochsToInterpolation = epoch;
    }
    listener.evaluated(summary);
    return summary;
  }

  private Map<String, Double> measureSplits() {
    Evaluation onTrain =
        plan.settings().trainMetrics() == TrainMetrics.RUNNING
            ? running.mean()
            : evaluator.evaluate(train);
    if (!Double.isFinite(onTrain.loss())) {
      throw new LossNotFiniteException(onTrain.loss(), position());
    }
    Evaluation onTest = evaluator.evaluate(test);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(Metrics.TRAIN_LOSS, onTrain.loss());
    values.put(Metrics.TRAIN_ACCURACY, onTrain.accuracy());
    values.put(Metrics.TEST_LOSS, onTest.loss());
    values.put(Metrics.TEST_ACCURACY, onTest.accuracy());
    return values;
  }

  private @Nullable Stopped afterEvaluation(EpochSummary summary) {
    Stopped reason = null;
    for (StoppingRule rule : plan.stoppingRules()) {
      StoppingRule.Verdict verdict = rule.judge(summary);
      if (verdict.best() && rule.keepsBest()) {
        best.keep(summary.epoch(), network.parameters());
      }
      if (verdict.stop()) {
        reason = Stopped.STOPPING_RULE;
      }
    }
    Threshold goal = plan.settings().stopAt();
    if (goal != null && fitted(goal)) {
      reason = Stopped.GOAL_REACHED;
    }
    return reason;
  }

  private boolean fitted(Threshold threshold) {
    return threshold.reachedBy(
        metrics.getOrDefault(Metrics.TRAIN_LOSS, Double.NaN),
        metrics.getOrDefault(Metrics.TRAIN_ACCURACY, Double.NaN));
  }

  private void measureAfter(int epoch) {
    for (ScheduledMeasure measure : plan.measures()) {
      if (measure.dueAfter(epoch)) {
        measure.measure().measure(measured, train, test, findings.apply(epoch));
      }
    }
  }

  private Position position() {
    return new Position(step, batches.perEpoch(), plan.settings().epochs());
  }
}
