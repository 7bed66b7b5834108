package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import io.rethink.api.regularization.GradientChange;
import io.rethink.api.regularization.Projection;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import io.rethink.runner.training.StepObjective.Pass;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Takes the steps of a training: one for each batch, or one for all batches of an epoch. */
final class Steps implements AutoCloseable {

  private static final String NOISE = "training/noise";

  private final Network network;
  private final Optimizer optimizer;
  private final Penalties penalties;
  private final List<GradientChange> changes;
  private final List<Projection> projections;
  private final int perEpoch;
  private final TrainingBatches batches;
  private final BatchFeed feed;
  private final BooleanSupplier cancelled;
  private final long noiseSeed;

  Steps(
      Task task,
      Network network,
      TrainingPlan plan,
      SeededStreams seeds,
      BooleanSupplier cancelled) {
    this.network = network;
    this.optimizer = plan.optimizer();
    this.penalties = new Penalties(plan.penalties(), network.parameters());
    this.changes = plan.gradientChanges();
    this.projections = plan.projections();
    this.perEpoch = plan.stepsPerEpoch(task.train().size());
    this.cancelled = cancelled;
    this.batches =
        new TrainingBatches(
            task, plan.augmentations(), plan.mixing(), seeds, plan.settings().batchSize());
    this.feed = new BatchFeed(task.train().shape(), batches.batchSize());
    this.noiseSeed = seeds.seed(NOISE);
  }

  /**
   * What a step found at the parameters that it began with.
   *
   * @param loss mean loss of its examples, without penalties
   * @param correct how many of them were predicted correctly
   * @param examples how many there are
   */
  record Seen(double loss, int correct, int examples) {}

  /** Number of examples that the network is given at a time. */
  int batchSize() {
    return batches.batchSize();
  }

  /** Number of steps in an epoch. */
  int perEpoch() {
    return perEpoch;
  }

  /**
   * Takes the steps of an epoch from the {@code first} on.
   *
   * @param position asked before each step
   * @param taken told after each step what it found, and its number in the epoch
   */
  void take(int epoch, int first, Supplier<Position> position, ObjIntConsumer<Seen> taken) {
    batches.startEpoch(epoch);
    if (optimizer.fullBatch()) {
      taken.accept(onAll(epoch, position.get()), 0);
      return;
    }
    feed.forEach(
        first,
        batches.perEpoch(),
        batches.source(epoch),
        (batch, number) -> taken.accept(onBatch(batch, position.get()), number));
  }

  private Seen onBatch(Batch batch, Position position) {
    if (cancelled.getAsBoolean()) {
      throw new TrainingCancelledException();
    }
    return step(new BatchPass(network, batch, noise(position)), position, batch.size());
  }

  private Seen onAll(int epoch, Position position) {
    // What an unfinished step has done to running statistics is undone, so that it can be repeated.
    INDArray parameters = network.parameters().vector();
    INDArray before = parameters.dup();
    try {
      FullPass pass = new FullPass(network, batches, feed, cancelled, epoch, noise(position));
      return step(pass, position, batches.examples());
    } catch (TrainingCancelledException e) {
      parameters.assign(before);
      throw e;
    } finally {
      before.close();
    }
  }

  private long noise(Position position) {
    return SeededStreams.mix(noiseSeed, position.step());
  }

  /** Takes one step on the examples of {@code pass}. */
  Seen step(Pass pass, Position position, int examples) {
    StepObjective objective = new StepObjective(network, penalties, changes, pass, position);
    optimizer.step(objective);
    if (!objective.evaluated()) {
      throw new UserException(
          "the optimizer took a step without evaluating its objective; %s must call Objective.evaluate() or Objective.descend()"
              .formatted(optimizer.getClass().getName()));
    }
    projections.forEach(projection -> projection.project(network.parameters()));
    return new Seen(objective.firstLoss(), objective.firstCorrect(), examples);
  }

  @Override
  public void close() {
    feed.close();
  }
}
