package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.measurement.TrainedNetwork.ScoreVisitor;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;
import java.util.function.BooleanSupplier;

/** Runs a network over many examples in inference mode. */
final class Evaluator implements AutoCloseable {

  private static final int LARGEST_BATCH = 500;

  /** Values in a batch at most: large images are few at a time, or activations fill the memory. */
  private static final int MOST_VALUES = 1 << 23;

  /**
   * How a network does on examples.
   *
   * @param loss mean loss without penalties
   * @param accuracy fraction of examples whose given label has the highest score
   */
  record Evaluation(double loss, double accuracy) {}

  private final Network network;
  private final BooleanSupplier cancelled;
  private final BatchFeed feed;
  private final float[] allScores;
  private final float[] scores;

  Evaluator(Network network, InputShape shape, int classes, BooleanSupplier cancelled) {
    this.network = network;
    this.cancelled = cancelled;
    this.feed = new BatchFeed(shape, batchSize(shape));
    this.allScores = new float[feed.capacity() * classes];
    this.scores = new float[classes];
  }

  /** How many examples of the given shape are scored at a time. */
  static int batchSize(InputShape shape) {
    return Math.max(1, Math.min(LARGEST_BATCH, MOST_VALUES / shape.size()));
  }

  /** Number of examples that the network is given at a time. */
  int batchSize() {
    return feed.capacity();
  }

  /** Mean loss and accuracy over all examples. */
  Evaluation evaluate(Examples examples) {
    int[] correct = {0};
    double loss =
        visit(
            examples,
            (index, values) -> {
              if (highest(values) == examples.label(index)) {
                correct[0]++;
              }
            });
    return new Evaluation(loss, (double) correct[0] / examples.size());
  }

  /** Passes the scores of each example to {@code visitor}, and returns the mean loss. */
  double visit(Examples examples, ScoreVisitor visitor) {
    int size = feed.capacity();
    int batches = (examples.size() + size - 1) / size;
    double[] lossSum = {0};
    feed.forEach(
        0,
        batches,
        new InOrder(examples, size),
        (batch, number) -> {
          if (cancelled.getAsBoolean()) {
            throw new TrainingCancelledException();
          }
          lossSum[0] += network.evaluate(batch, allScores) * batch.size();
          for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(allScores, i * scores.length, scores, 0, scores.length);
            visitor.visit(number * size + i, scores);
          }
        });
    return lossSum[0] / examples.size();
  }

  /** The batches of examples as they come. */
  private record InOrder(Examples examples, int perBatch) implements BatchFeed.Source {

    @Override
    public void fill(int number, Batch batch) {
      int from = number * perBatch;
      int size = Math.min(perBatch, examples.size() - from);
      BatchWriter.write(examples, position -> from + position, size, batch);
    }

    @Override
    public boolean isQuick() {
      return BatchWriter.isQuick(examples);
    }
  }

  @Override
  public void close() {
    feed.close();
  }

  /** The class of the highest score, -1 if a score is not a number. */
  static int highest(float[] scores) {
    int best = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        return -1;
      }
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }
}
