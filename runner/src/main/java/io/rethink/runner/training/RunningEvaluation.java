package io.rethink.runner.training;

import io.rethink.runner.training.Evaluator.Evaluation;

/** Loss and accuracy over the batches of an epoch, each as it was trained on. */
final class RunningEvaluation {

  private double lossSum;
  private long correct;
  private long examples;

  /** Forgets all batches. */
  void clear() {
    lossSum = 0;
    correct = 0;
    examples = 0;
  }

  /**
   * Adds a batch.
   *
   * @param loss its mean loss
   * @param batchCorrect how many of its examples were predicted correctly
   * @param size number of its examples
   */
  void add(double loss, int batchCorrect, int size) {
    lossSum += loss * size;
    correct += batchCorrect;
    examples += size;
  }

  /** The means over all examples since the last {@link #clear}. */
  Evaluation mean() {
    return new Evaluation(lossSum / examples, (double) correct / examples);
  }
}
