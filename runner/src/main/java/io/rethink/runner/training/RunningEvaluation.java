package io.rethink.runner.training;

import io.rethink.runner.training.Evaluator.Evaluation;

/**
 * Loss and accuracy over the batches of an epoch so far, each as it was trained on.
 *
 * @param lossSum sum over the examples of their batch's mean loss
 * @param correct how many examples were predicted correctly
 * @param examples number of examples
 */
public record RunningEvaluation(double lossSum, long correct, long examples) {

  /** Of no batch. */
  public static final RunningEvaluation EMPTY = new RunningEvaluation(0, 0, 0);

  /**
   * With another batch.
   *
   * @param loss its mean loss
   * @param batchCorrect how many of its examples were predicted correctly
   * @param size number of its examples
   */
  RunningEvaluation plus(double loss, int batchCorrect, int size) {
    return new RunningEvaluation(lossSum + loss * size, correct + batchCorrect, examples + size);
  }

  /** The means over all examples. */
  Evaluation mean() {
    return new Evaluation(lossSum / examples, (double) correct / examples);
  }
}
