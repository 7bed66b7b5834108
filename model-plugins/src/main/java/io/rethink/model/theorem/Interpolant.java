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
 *
 * <p>Thresholds are measured from an origin, and rounded as such.
 */
final class Interpolant {

  private final double origin;
  private final double[] thresholds;
  private final double[] weights;

  private Interpolant(double origin, double[] thresholds, double[] weights) {
    this.origin = origin;
    this.thresholds = thresholds;
    this.weights = weights;
  }

  /** The function through {@code points}, with thresholds as they are. */
  static Interpolant through(SortedPoints points) {
    return through(points, 0);
  }

  /** The function through {@code points}, with thresholds measured from the first of them. */
  static Interpolant fromFirstThreshold(SortedPoints points) {
    return through(points, firstThreshold(points));
  }

  private static Interpolant through(SortedPoints points, double origin) {
    int n = points.size();
    double[] thresholds = thresholds(points, origin);
    double[] weights = new double[n];
    BigDecimal slope = BigDecimal.ZERO;
    BigDecimal value = BigDecimal.ZERO;
    for (int j = 0; j < n; j++) {
      BigDecimal threshold = new BigDecimal(thresholds[j]);
      BigDecimal run = fromOrigin(points.x(j), origin).subtract(threshold);
      double wanted = new BigDecimal(points.y(j)).subtract(value).doubleValue() / run.doubleValue();
      weights[j] = new BigDecimal(wanted).subtract(slope).doubleValue();
      slope = slope.add(new BigDecimal(weights[j]));
      if (j + 1 < n) {
        value = value.add(slope.multiply(new BigDecimal(thresholds[j + 1]).subtract(threshold)));
      }
    }
    return new Interpolant(origin, thresholds, weights);
  }

  /**
   * The value at a threshold is at most {@code 1.5 |y|} plus half the value at the one before if it
   * is no further to the right of the point than half of that point's distance from the threshold
   * before.
   */
  private static double[] thresholds(SortedPoints points, double origin) {
    double[] thresholds = new double[points.size()];
    double before = firstThreshold(points);
    thresholds[0] = before - origin;
    for (int j = 1; j < thresholds.length; j++) {
      double left = points.x(j - 1);
      before = left + Math.min(points.x(j) - left, left - before) / 2;
      thresholds[j] = before - origin;
      BigDecimal exact = new BigDecimal(thresholds[j]);
      if (exact.compareTo(fromOrigin(left, origin)) <= 0
          || exact.compareTo(fromOrigin(points.x(j), origin)) >= 0) {
        throw new UserException(
            "two training examples have projections that differ in the last digit alone (%s and %s), with no number between them; choose another seed"
                .formatted(left, points.x(j)));
      }
    }
    return thresholds;
  }

  private static double firstThreshold(SortedPoints points) {
    double spread = points.x(points.size() - 1) - points.x(0);
    return points.x(0) - Math.max(spread, 1) / points.size();
  }

  /** {@code x} as measured from the origin, exactly. */
  static BigDecimal fromOrigin(double x, double origin) {
    return new BigDecimal(x).subtract(new BigDecimal(origin));
  }

  /** What thresholds are measured from. */
  double origin() {
    return origin;
  }

  double threshold(int index) {
    return thresholds[index];
  }

  double weight(int index) {
    return weights[index];
  }
}
