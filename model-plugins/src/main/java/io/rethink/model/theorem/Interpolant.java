package io.rethink.model.theorem;

import io.rethink.api.UserException;
import java.math.BigDecimal;

/**
 * The piecewise linear function {@code sum_j w_j max(x - b_j, 0)} through given points, with {@code
 * b_1 < x_1 < b_2 < x_2 < ...}. Its matrix {@code max(x_i - b_j, 0)} is lower triangular, and its
 * rows differ so little that substitution takes one step a point: the slope to the right of {@code
 * b_j} is what leads from the value at {@code b_j} to {@code y_j}, and {@code w_j} is by how much
 * that slope differs from the one before.
 *
 * <p>Two things keep it exact. Each threshold is close enough to the point before it that the value
 * there stays within a small multiple of the labels, however near the points are to each other. And
 * the substitution goes by the sum of the weights as they were rounded, without an error, so that a
 * rounding of one weight is made good by the next and not carried on.
 */
final class Interpolant {

  private final double[] thresholds;
  private final double[] weights;
  private final double largestResidual;

  private Interpolant(double[] thresholds, double[] weights, double largestResidual) {
    this.thresholds = thresholds;
    this.weights = weights;
    this.largestResidual = largestResidual;
  }

  /** The function through {@code points}. */
  static Interpolant through(SortedPoints points) {
    int n = points.size();
    double[] thresholds = thresholds(points);
    double[] weights = new double[n];
    BigDecimal slope = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    double largest = 0;
    for (int j = 0; j < n; j++) {
      BigDecimal threshold = new BigDecimal(thresholds[j]);
      BigDecimal run = new BigDecimal(points.x(j)).subtract(threshold);
      double wanted = new BigDecimal(points.y(j)).subtract(value).doubleValue() / run.doubleValue();
      weights[j] = new BigDecimal(wanted).subtract(slope).doubleValue();
      slope = slope.add(new BigDecimal(weights[j]));
      BigDecimal reached = value.add(slope.multiply(run));
      double residual = reached.subtract(new BigDecimal(points.y(j))).doubleValue();
      largest = Math.max(largest, Math.abs(residual));
      if (j + 1 < n) {
        value = value.add(slope.multiply(new BigDecimal(thresholds[j + 1]).subtract(threshold)));
      }
    }
    return new Interpolant(thresholds, weights, largest);
  }

  /**
   * The value at a threshold is at most {@code 1.5 |y|} plus half the value at the one before if it
   * is no further to the right of the point than half of that point's distance from the threshold
   * before.
   */
  private static double[] thresholds(SortedPoints points) {
    double[] thresholds = new double[points.size()];
    for (int j = 0; j < thresholds.length; j++) {
      if (j == 0) {
        double spread = points.x(points.size() - 1) - points.x(0);
        thresholds[j] = points.x(0) - Math.max(spread, 1) / points.size();
        continue;
      }
      double left = points.x(j - 1);
      double reach = Math.min(points.x(j) - left, left - thresholds[j - 1]) / 2;
      thresholds[j] = left + reach;
      if (thresholds[j] <= left || thresholds[j] >= points.x(j)) {
        throw new UserException(
            "two training examples have projections that differ in the last digit alone (%s and %s), with no number between them; choose another seed"
                .formatted(left, points.x(j)));
      }
    }
    return thresholds;
  }

  int size() {
    return weights.length;
  }

  double threshold(int index) {
    return thresholds[index];
  }

  double weight(int index) {
    return weights[index];
  }

  /** By how much the function, with these weights and no further rounding, misses a point. */
  double largestResidual() {
    return largestResidual;
  }
}
