package io.rethink.runner.training;

import io.rethink.api.optimization.Position;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a step takes beside the passes through the network. */
public final class UpdateTime {

  private static final int STEPS = 5;
  private static final long MEASURED_NANOS = 500_000_000;

  private UpdateTime() {}

  /**
   * Measures the steps of {@code plan} on a batch of the task, each from the parameters that the
   * network has: the time of penalties, gradient changes, the optimizer and projections. Changes
   * the optimizer's state and the network's running statistics.
   *
   * @return milliseconds a step, the median
   */
  public static double measure(
      Task task, TrainingPlan plan, Network network, SeededStreams seeds, int batchSize) {
    TrainingBatches batches =
        new TrainingBatches(task, plan.augmentations(), plan.mixing(), seeds, batchSize);
    Batch batch = new Batch(task.train().shape(), batches.batchSize());
    batches.startEpoch(0);
    batches.fill(0, 0, batch);
    Timed pass = new Timed(new BatchPass(network, batch, 1));
    INDArray parameters = network.parameters().vector();
    try (Steps steps = new Steps(task, network, plan, seeds, () -> false);
        INDArray initial = parameters.dup()) {
      Position position = new Position(0, steps.perEpoch(), plan.settings().epochs());
      steps.step(pass, position, batch.size());
      List<Double> times = new ArrayList<>();
      long start = System.nanoTime();
      while (times.size() < STEPS || System.nanoTime() - start < MEASURED_NANOS) {
        parameters.assign(initial);
        pass.nanoseconds = 0;
        long begin = System.nanoTime();
        steps.step(pass, position, batch.size());
        times.add((System.nanoTime() - begin - pass.nanoseconds) / 1e6);
      }
      return times.stream().sorted().toList().get(times.size() / 2);
    }
  }

  /** A pass whose time is told apart. */
  private static final class Timed implements StepObjective.Pass {

    private final StepObjective.Pass pass;
    private long nanoseconds;

    Timed(StepObjective.Pass pass) {
      this.pass = pass;
    }

    @Override
    public double run() {
      long start = System.nanoTime();
      double loss = pass.run();
      nanoseconds += System.nanoTime() - start;
      return loss;
    }

    @Override
    public int correct() {
      return pass.correct();
    }
  }
}
