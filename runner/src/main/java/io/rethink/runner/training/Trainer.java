package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.engine.Network;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.training.Evaluator.Evaluation;
import io.rethink.runner.training.StateKeeper.Moment;
import io.rethink.runner.training.Steps.Seen;
import io.rethink.runner.training.TrainingPlan.ScheduledMeasure;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains one network on one task. Used once, on the thread that built the network. */
public final class Trainer {

  /** Examples are remembered if they take no more than one of so many parts of the Java heap. */
  private static final int MEMORY_PARTS = 4;

  private final Network network;
  private final TrainingPlan plan;
  private final TrainingListener listener;
  private final IntFunction<Findings> findings;
  private final StateKeeper keeper;
  private final Steps steps;
  private final Evaluator evaluator;
  private final Examples train;
  private final Examples test;
  private final MeasuredNetwork measured;
  private final BestParameters best = new BestParameters();
  private final StopCriteria criteria;
  private final List<EpochSummary> evaluations = new ArrayList<>();
  private RunningEvaluation running = RunningEvaluation.EMPTY;
  private long step;
  private boolean epochClosed = true;
  private @Nullable Stopped stopped;
  private Map<String, Double> metrics = Map.of();
  private @Nullable Integer epochsToInterpolation;

  /**
   * Prepares a training.
   *
   * @param findings gives the place where the results of measures taken after an epoch go
   * @param keeper offered the state now and then
   * @param cancelled asked at each step whether to end
   */
  public Trainer(
      Task task,
      Network network,
      TrainingPlan plan,
      SeededStreams seeds,
      TrainingListener listener,
      IntFunction<Findings> findings,
      StateKeeper keeper,
      BooleanSupplier cancelled) {
    this.network = network;
    this.plan = plan;
    this.listener = listener;
    this.findings = findings;
    this.keeper = keeper;
    Task remembered = task.remembering(Runtime.getRuntime().maxMemory() / MEMORY_PARTS);
    this.steps = new Steps(remembered, network, plan, seeds, cancelled);
    this.train = remembered.standardizedTrain();
    this.test = remembered.standardizedTest();
    this.evaluator = new Evaluator(network, train.shape(), train.classes(), cancelled);
    Parameters parameters = network.parameters();
    Parameters initial = new Parameters(parameters.vector().dup(), parameters.blocks());
    this.measured = new MeasuredNetwork(parameters, initial, evaluator);
    this.criteria = new StopCriteria(plan, best);
  }

  /**
   * Trains from {@code from} to the end; from the beginning if that is null. What comes of it is
   * what a training without an interruption gives, bit for bit.
   *
   * @throws DivergenceException if training diverges
   * @throws TrainingCancelledException if {@code cancelled} says so
   * @throws UserException if {@code from} is the state of another network or optimizer, or a
   *     measure is not for this one
   */
  public TrainingResult train(@Nullable TrainingState from) {
    try (steps;
        evaluator) {
      plan.measures().forEach(each -> each.measure().require(network.parameters(), train));
      listener.started(plan, steps.perEpoch(), network.parameters().trainable());
      int scored = Math.min(evaluator.batchSize(), Math.max(train.size(), test.size()));
      network.prepare(steps.batchSize(), scored);
      if (from != null) {
        restore(from);
        listener.resumed(step);
      }
      try {
        return trainToTheEnd();
      } catch (TrainingCancelledException e) {
        keeper.offer(Moment.END, this::state);
        throw e;
      }
    }
  }

  private void restore(TrainingState from) {
    INDArray parameters = network.parameters().vector();
    if (from.parameters().length() != parameters.length()) {
      throw new UserException(
          "the checkpoint is of a network with %d parameters, but the model has %d now"
              .formatted(from.parameters().length(), parameters.length()));
    }
    parameters.assign(from.parameters());
    try {
      plan.optimizer().restore(from.optimizer());
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "the checkpoint does not fit the optimizer: " + Objects.toString(e.getMessage()), e);
    }
    for (EpochSummary epoch : from.evaluations()) {
      plan.stoppingRules().forEach(rule -> rule.judge(epoch));
      metrics = epoch.metrics();
    }
    evaluations.addAll(from.evaluations());
    if (from.best() != null && from.bestEpoch() != null) {
      best.takeOver(from.bestEpoch(), from.best());
    }
    step = from.step();
    running = from.running();
    epochClosed = from.epochClosed();
    stopped = from.stopped();
    epochsToInterpolation = from.epochsToInterpolation();
  }

  private TrainingState state() {
    return new TrainingState(
        step,
        running,
        epochClosed,
        stopped,
        epochsToInterpolation,
        best.epoch(),
        evaluations,
        network.parameters().vector(),
        plan.optimizer().state(),
        best.copy());
  }

  private TrainingResult trainToTheEnd() {
    while (stopped == null) {
      int epoch = position().epoch();
      if (epochClosed || step % steps.perEpoch() != 0) {
        trainEpoch(epoch);
        epoch++;
      }
      closeEpoch(epoch);
    }
    int epochs = position().epoch();
    Integer bestEpoch = best.restoreTo(network.parameters());
    keeper.offer(Moment.END, this::state);
    if (bestEpoch != null && bestEpoch != epochs) {
      metrics = metricsOf(bestEpoch);
    }
    for (ScheduledMeasure measure : plan.measures()) {
      measure.measure().measure(measured, train, test, findings.apply(epochs));
    }
    Long stepsToInterpolation =
        epochsToInterpolation == null ? null : (long) epochsToInterpolation * steps.perEpoch();
    return new TrainingResult(
        epochs, step, stopped, bestEpoch, epochsToInterpolation, stepsToInterpolation, metrics);
  }

  /** The parameters of that epoch are back, and so is what was found about them then. */
  private Map<String, Double> metricsOf(int epoch) {
    return evaluations.stream()
        .filter(evaluation -> evaluation.epoch() == epoch)
        .findFirst()
        .orElseThrow()
        .metrics();
  }

  private void trainEpoch(int epoch) {
    int first = (int) (step % steps.perEpoch());
    if (first == 0) {
      running = RunningEvaluation.EMPTY;
    }
    steps.take(epoch, first, this::position, (seen, number) -> stepped(seen));
  }

  private void closeEpoch(int epoch) {
    boolean isLast = epoch >= plan.settings().epochs();
    boolean isDue = isLast || epoch % plan.settings().evaluateEvery() == 0;
    if (isDue && !isEvaluated(epoch)) {
      stopped = criteria.judge(evaluate(epoch), network.parameters());
    }
    if (stopped == null && isLast) {
      stopped = Stopped.LAST_EPOCH;
    }
    if (stopped == null) {
      measureAfter(epoch);
    }
    epochClosed = true;
    keeper.offer(Moment.EPOCH, this::state);
  }

  private boolean isEvaluated(int epoch) {
    return !evaluations.isEmpty() && evaluations.get(evaluations.size() - 1).epoch() == epoch;
  }

  private void stepped(Seen seen) {
    running = running.plus(seen.loss(), seen.correct(), seen.examples());
    Position before = position();
    step++;
    epochClosed = false;
    listener.stepped(before, seen.loss(), seen.examples());
    if (step % steps.perEpoch() != 0) {
      keeper.offer(Moment.STEP, this::state);
    }
  }

  private EpochSummary evaluate(int epoch) {
    metrics = measureSplits();
    EpochSummary summary = new EpochSummary(epoch, position(), metrics);
    if (epochsToInterpolation == null
        && StopCriteria.isReached(plan.settings().interpolation(), metrics)) {
      epochsToInterpolation = epoch;
    }
    evaluations.add(summary);
    listener.evaluated(summary);
    return summary;
  }

  private Map<String, Double> measureSplits() {
    Evaluation onTrain =
        plan.settings().trainMetrics() == TrainMetrics.RUNNING
            ? running.mean()
            : evaluator.evaluate(train);
    if (!Double.isFinite(onTrain.loss())) {
      throw DivergenceException.ofLoss(onTrain.loss(), position());
    }
    // The last loss was found before the last step.
    if (!Double.isFinite(network.parameters().vector().sumNumber().doubleValue())) {
      throw DivergenceException.ofParameters(position());
    }
    Evaluation onTest = evaluator.evaluate(test);
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(Metrics.TRAIN_LOSS, onTrain.loss());
    values.put(Metrics.TRAIN_ACCURACY, onTrain.accuracy());
    values.put(Metrics.TEST_LOSS, onTest.loss());
    values.put(Metrics.TEST_ACCURACY, onTest.accuracy());
    return values;
  }

  private void measureAfter(int epoch) {
    for (ScheduledMeasure measure : plan.measures()) {
      if (measure.dueAfter(epoch)) {
        measure.measure().measure(measured, train, test, findings.apply(epoch));
      }
    }
  }

  private Position position() {
    return new Position(step, steps.perEpoch(), plan.settings().epochs());
  }
}
