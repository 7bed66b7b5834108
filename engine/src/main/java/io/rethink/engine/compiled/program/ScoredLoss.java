package io.rethink.engine.compiled.program;

import io.rethink.engine.Batch;
import io.rethink.engine.compiled.ir.Loss;

/**
 * The loss of a batch, its gradient by the scores, and the number of correct predictions, all in
 * double precision: there are few scores.
 */
public final class ScoredLoss {

  private final Loss loss;
  private final int classes;
  private final double[] weights;
  private double total;
  private int correct;

  public ScoredLoss(Loss loss, int classes) {
    this.loss = loss;
    this.classes = classes;
    this.weights = new double[classes];
  }

  /**
   * Computes the loss of a batch.
   *
   * @param scores {@code [batch, classes]}, row-major; replaced by the gradient of the mean loss
   * @param batch the labels
   */
  public void compute(float[] scores, Batch batch) {
    batch.requireClasses(classes);
    total = 0;
    correct = 0;
    for (int i = 0; i < batch.size(); i++) {
      correct += isLargest(scores, i * classes, batch.labels()[i]) ? 1 : 0;
    }
    if (loss instanceof Loss.Stock stock) {
      total = StockLoss.compute(stock, scores, batch, classes);
    } else if (loss instanceof Loss.CrossEntropy entropy) {
      for (int i = 0; i < batch.size(); i++) {
        crossEntropy(entropy.smoothing(), scores, batch, i);
      }
      total /= batch.size();
    } else {
      computePlain((Loss.Plain) loss, scores, batch);
    }
  }

  private void computePlain(Loss.Plain plain, float[] scores, Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      switch (plain) {
        case MEAN_SQUARED_ERROR -> squaredError(scores, batch, i, 1.0 / classes);
        case SQUARED_ERROR -> squaredError(scores, batch, i, 1);
        case HINGE -> hinge(scores, batch, i);
      }
    }
    total /= batch.size();
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

  private void crossEntropy(double smoothing, float[] scores, Batch batch, int example) {
    int start = example * classes;
    double largest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      largest = Math.max(largest, scores[start + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      weights[c] = Math.exp(scores[start + c] - largest);
      sum += weights[c];
    }
    double targeted = targeted(scores, start, batch, example);
    if (smoothing > 0) {
      targeted = (1 - smoothing) * targeted + smoothing * meanScore(scores, start);
    }
    total += Math.log(sum) + largest - targeted;
    for (int c = 0; c < classes; c++) {
      double share = weights[c] / sum;
      double target = (1 - smoothing) * batch.target(example, c) + smoothing / classes;
      scores[start + c] = (float) ((share - target) / batch.size());
    }
  }

  private double meanScore(float[] scores, int start) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += scores[start + c];
    }
    return sum / classes;
  }

  /** The mean score over the target, which is a distribution over the classes. */
  private static double targeted(float[] scores, int start, Batch batch, int example) {
    double own = scores[start + batch.labels()[example]];
    if (!batch.isMixed()) {
      return own;
    }
    double share = batch.shares()[example];
    return share * own + (1 - share) * scores[start + batch.otherLabels()[example]];
  }

  private void squaredError(float[] scores, Batch batch, int example, double weight) {
    int start = example * classes;
    for (int c = 0; c < classes; c++) {
      double difference = scores[start + c] - batch.target(example, c);
      total += weight * difference * difference;
      scores[start + c] = (float) (2 * weight * difference / batch.size());
    }
  }

  /** As DL4J computes it on one-hot labels: a class that is not the label's adds 1. */
  private void hinge(float[] scores, Batch batch, int example) {
    int start = example * classes;
    for (int c = 0; c < classes; c++) {
      double target = batch.target(example, c);
      double margin = target == 0 ? 1 : 1 - target * scores[start + c];
      total += Math.max(0, margin);
      scores[start + c] = target > 0 && margin > 0 ? (float) (-target / batch.size()) : 0;
    }
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
