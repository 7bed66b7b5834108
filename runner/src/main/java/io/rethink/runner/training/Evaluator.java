package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.measurement.TrainedNetwork.ScoreVisitor;
import io.rethink.engine.Batch;
import io.rethink.engine.Network;

/** Runs a network over many examples in inference mode. */
final class Evaluator {

  private static final int BATCH_SIZE = 500;

  /**
   * How a network does on examples.
   *
   * @param loss mean loss without penalties
   * @param accuracy fraction of examples whose given label has the highest score
   */
  record Evaluation(double loss, double accuracy) {}

  private final Network network;
  private final Batch batch;
  private final float[] allScores;
  private final float[] scores;

  Evaluator(Network network, InputShape shape, int classes) {
    this.network = network;
    this.batch = new Batch(shape, BATCH_SIZE);
    this.allScores = new float[BATCH_SIZE * classes];
    this.scores = new float[classes];
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
    int length = examples.shape().size();
    double lossSum = 0;
    for (int from = 0; from < examples.size(); from += BATCH_SIZE) {
      int size = Math.min(BATCH_SIZE, examples.size() - from);
      for (int i = 0; i < size; i++) {
        examples.read(from + i, batch.inputs(), i * length);
        batch.labels()[i] = examples.label(from + i);
      }
      batch.size(size);
      lossSum += network.evaluate(batch, allScores) * size;
      for (int i = 0; i < size; i++) {
        System.arraycopy(allScores, i * scores.length, scores, 0, scores.length);
        visitor.visit(from + i, scores);
      }
    }
    return lossSum / examples.size();
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
