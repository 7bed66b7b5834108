package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.ir.Loss;

/**
 * The loss of a batch, its gradient by the scores, and the number of correct predictions, all in
 * double precision: there are few scores.
 */
public final class ScoredLoss {

  private final Loss loss;
  private final int classes;
  private double total;
  private int correct;

  public ScoredLoss(Loss loss, int classes) {
    this.loss = loss;
    this.classes = classes;
  }

  /**
   * Computes the loss of a batch.
   *
   * @param scores {@code [batch, classes]}, row-major; replaced by the gradient of the mean loss
   * @param labels the classes
   * @param batch number of examples
   */
  public void compute(float[] scores, int[] labels, int batch) {
    total = 0;
    correct = 0;
    for (int i = 0; i < batch; i++) {
      int label = labels[i];
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "label %d where there are %d classes".formatted(label, classes));
      }
      correct += isLargest(scores, i * classes, label) ? 1 : 0;
    }
    if (loss instanceof Loss.Stock stock) {
      total = StockLoss.compute(stock, scores, labels, batch, classes);
    } else {
      computeKnown((Loss.Known) loss, scores, labels, batch);
    }
  }

  private void computeKnown(Loss.Known known, float[] scores, int[] labels, int batch) {
    for (int i = 0; i < batch; i++) {
      int start = i * classes;
      switch (known) {
        case CROSS_ENTROPY -> crossEntropy(scores, start, labels[i], batch);
        case MEAN_SQUARED_ERROR -> squaredError(scores, start, labels[i], 1.0 / classes, batch);
        case SQUARED_ERROR -> squaredError(scores, start, labels[i], 1, batch);
        case HINGE -> hinge(scores, start, labels[i], batch);
      }
    }
    total /= batch;
  }

  /** Whether the label's score is the first of the largest ones; never so beside a NaN. */
  private boolean isLargest(float[] scores, int start, int label) {
    float own = scores[start + label];
    for (int c = 0; c < classes; c++) {
      float score = scores[start + c];
      if (!(c < label ? score < own : score <= own)) {
        return false;
      }
    }
    return true;
  }

  private void crossEntropy(float[] scores, int start, int label, int batch) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(scores[start + c] - largest);
    }
    total += Math.log(sum) + largest - scores[start + label];
    for (int c = 0; c < classes; c++) {
      double share = Math.exp(scores[start + c] - largest) / sum;
      scores[start + c] = (float) ((share - (c == label ? 1 : 0)) / batch);
    }
  }

  private void squaredError(float[] scores, int start, int label, double weight, int batch) {
    for (int c = 0; c < classes; c++) {
      double difference = scores[start + c] - (c == label ? 1.0 : 0.0);
      total += weight * difference * difference;
      scores[start + c] = (float) (2 * weight * difference / batch);
    }
  }

  /** As DL4J computes it on one-hot labels: a class that is not the label's adds 1. */
  private void hinge(float[] scores, int start, int label, int batch) {
    for (int c = 0; c < classes; c++) {
      double margin = c == label ? 1 - (double) scores[start + c] : 1;
      total += Math.max(0, margin);
      scores[start + c] = c == label && margin > 0 ? -1f / batch : 0;
    }
  }

  /** Says that the last batch's loss is not a number after all. */
  void spoil() {
    total = Double.NaN;
  }

  /** The mean loss of the last batch. */
  public double mean() {
    return total;
  }

  /** How many examples of the last batch have their label's score on top. */
  public int correct() {
    return correct;
  }
}
