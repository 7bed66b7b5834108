package io.rethink.model.theorem;

import java.math.BigDecimal;

/**
 * A fully connected ReLU network that computes an {@link Interpolant} of a projection.
 *
 * <p>With depth 2 its hidden units are {@code max(<a, z> - b_j, 0)}, all with one vector {@code a},
 * and its output is their sum with weights {@code w_j}. With a greater depth, consecutive units
 * stand in consecutive layers: each hands on the projection, from the first threshold on, where it
 * is not negative, and in two units the positive and the negative part of the sum so far.
 */
final class ReluNetwork {

  private final Direction direction;
  private final double origin;
  private final double[][] thresholds;
  private final double[][] weights;

  private ReluNetwork(
      Direction direction, double origin, double[][] thresholds, double[][] weights) {
    this.direction = direction;
    this.origin = origin;
    this.thresholds = thresholds;
    this.weights = weights;
  }

  /**
   * The network through {@code points}.
   *
   * @param depth layers of weights, at least 2
   */
  static ReluNetwork through(SortedPoints points, Direction direction, int depth) {
    int n = points.size();
    int layers = Math.min(depth - 1, n);
    Interpolant interpolant =
        layers == 1 ? Interpolant.through(points) : Interpolant.fromFirstThreshold(points);
    double[][] thresholds = new double[layers][];
    double[][] weights = new double[layers][];
    for (int layer = 0; layer < layers; layer++) {
      int from = (int) ((long) n * layer / layers);
      int to = (int) ((long) n * (layer + 1) / layers);
      thresholds[layer] = new double[to - from];
      weights[layer] = new double[to - from];
      for (int j = from; j < to; j++) {
        thresholds[layer][j - from] = interpolant.threshold(j);
        weights[layer][j - from] = interpolant.weight(j);
      }
    }
    return new ReluNetwork(direction, interpolant.origin(), thresholds, weights);
  }

  /** The direction on which inputs are projected. */
  Direction direction() {
    return direction;
  }

  /** The output for an input with that projection, in double precision. */
  double output(double projection) {
    double carried = thresholds.length == 1 ? projection : Math.max(projection - origin, 0);
    double positive = 0;
    double negative = 0;
    for (int layer = 0; layer < thresholds.length; layer++) {
      double sum = positive - negative + hidden(thresholds[layer], weights[layer], carried);
      positive = Math.max(sum, 0);
      negative = Math.max(-sum, 0);
    }
    return positive - negative;
  }

  private static double hidden(double[] thresholds, double[] weights, double projection) {
    double sum = 0;
    for (int j = 0; j < thresholds.length && thresholds[j] < projection; j++) {
      sum += weights[j] * (projection - thresholds[j]);
    }
    return sum;
  }

  /**
   * By how much the network misses one of the points at most, if nothing is rounded but its weights
   * and thresholds.
   */
  double largestResidual(SortedPoints points) {
    double largest = 0;
    BigDecimal slope = BigDecimal.ZERO;
    BigDecimal intercept = BigDecimal.ZERO;
    int layer = 0;
    int unit = 0;
    for (int i = 0; i < points.size(); i++) {
      BigDecimal carried = Interpolant.fromOrigin(points.x(i), origin);
      while (layer < thresholds.length
          && new BigDecimal(thresholds[layer][unit]).compareTo(carried) < 0) {
        BigDecimal weight = new BigDecimal(weights[layer][unit]);
        slope = slope.add(weight);
        intercept = intercept.subtract(weight.multiply(new BigDecimal(thresholds[layer][unit])));
        unit++;
        if (unit == thresholds[layer].length) {
          layer++;
          unit = 0;
        }
      }
      BigDecimal output = slope.multiply(carried).add(intercept);
      double residual = output.subtract(new BigDecimal(points.y(i))).doubleValue();
      largest = Math.max(largest, Math.abs(residual));
    }
    return largest;
  }

  /** Layers of weights. */
  int depth() {
    return thresholds.length + 1;
  }

  /** Units in the widest layer. */
  int width() {
    int widest = 0;
    for (int layer = 0; layer < thresholds.length; layer++) {
      widest = Math.max(widest, thresholds[layer].length + carrying(layer));
    }
    return widest;
  }

  /** Units of a layer that hand something on. */
  private int carrying(int layer) {
    boolean projection = layer + 1 < thresholds.length;
    return (projection ? 1 : 0) + (layer > 0 ? 2 : 0);
  }

  /**
   * Number of weights and thresholds that are not zero, with the shared vector {@code a} counted
   * once: {@code 2n + d} with depth 2.
   */
  long weights() {
    long count = direction.dimension();
    for (int layer = 0; layer < thresholds.length; layer++) {
      int units = thresholds[layer].length;
      boolean last = layer + 1 == thresholds.length;
      // Into the hidden units: a threshold each and, but for the first layer's, one connection.
      count += layer == 0 ? units : 2L * units;
      // Out of them: to the output, or to both parts of the next sum.
      count += last ? units : 2L * units;
      // The projection handed on, from its first threshold or from the layer before.
      count += last ? 0 : 1;
      // Both parts of the sum, to the output or to both parts of the next one.
      count += layer == 0 ? 0 : last ? 2 : 4;
    }
    return count;
  }
}
