package io.rethink.runner.training;

import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A step on the whole training set: the batches of an epoch one after the other, and the mean of
 * their gradients over all examples, in double precision. Dropout masks differ from batch to batch;
 * batch normalization takes the statistics of each batch, and moves the running ones with each.
 */
final class FullPass implements StepObjective.Pass {

  private final Network network;
  private final TrainingBatches batches;
  private final BatchFeed feed;
  private final BooleanSupplier cancelled;
  private final int epoch;
  private final long noiseSeed;
  private final double[] sums;
  private final float[] gradient;
  private double lossSum;
  private int correct;

  /**
   * A step.
   *
   * @param cancelled asked at each batch whether to end
   * @param epoch the epoch of {@code batches} that has been started
   * @param noiseSeed of dropout masks
   */
  FullPass(
      Network network,
      TrainingBatches batches,
      BatchFeed feed,
      BooleanSupplier cancelled,
      int epoch,
      long noiseSeed) {
    this.network = network;
    this.batches = batches;
    this.feed = feed;
    this.cancelled = cancelled;
    this.epoch = epoch;
    this.noiseSeed = noiseSeed;
    this.sums = new double[Math.toIntExact(network.gradient().length())];
    this.gradient = new float[sums.length];
  }

  @Override
  public double run() {
    Arrays.fill(sums, 0);
    lossSum = 0;
    correct = 0;
    feed.forEach(
        0, batches.perEpoch(), batches.source(epoch), (batch, number) -> add(batch, number));
    for (int i = 0; i < sums.length; i++) {
      gradient[i] = (float) (sums[i] / batches.examples());
    }
    floats().put(gradient);
    return lossSum / batches.examples();
  }

  private void add(Batch batch, int number) {
    if (cancelled.getAsBoolean()) {
      throw new TrainingCancelledException();
    }
    lossSum += network.train(batch, SeededStreams.mix(noiseSeed, number)) * batch.size();
    correct += network.correct();
    floats().get(gradient);
    double weight = batch.size();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * gradient[i];
    }
  }

  private FloatBuffer floats() {
    return network.gradient().data().asNioFloat();
  }

  @Override
  public int correct() {
    return correct;
  }
}
