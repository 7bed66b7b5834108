package io.rethink.model.interpolation;

import java.util.function.UnaryOperator;

/**
 * Solves a symmetric positive definite system in double precision, from an approximate inverse: the
 * single-precision factor of the same matrix. Each column has coefficients of its own.
 */
final class ConjugateGradients {

  private final UnaryOperator<double[]> matrix;
  private final UnaryOperator<double[]> approximateInverse;
  private final int columns;

  /** Works on vectors of {@code columns} columns, by rows. */
  ConjugateGradients(
      UnaryOperator<double[]> matrix, UnaryOperator<double[]> approximateInverse, int columns) {
    this.matrix = matrix;
    this.approximateInverse = approximateInverse;
    this.columns = columns;
  }

  /** A solution. */
  static final class Solution {

    private final double[] values;
    private final double[] residual;
    private final double first;
    private final int steps;

    private Solution(double[] values, double[] residual, double first, int steps) {
      this.values = values;
      this.residual = residual;
      this.first = first;
      this.steps = steps;
    }

    /** The solution itself. */
    double[] values() {
      return values;
    }

    /** What is left of the right side. */
    double[] residual() {
      return residual;
    }

    /** The relative residual of the approximate inverse alone, in the Frobenius norm. */
    double first() {
      return first;
    }

    /** Number of steps taken. */
    int steps() {
      return steps;
    }
  }

  /**
   * Takes steps until the relative residual is at most {@code tolerance}, or {@code most} steps.
   */
  Solution solve(double[] right, double tolerance, int most) {
    double size = norm(right);
    double[] x = approximateInverse.apply(right);
    double[] residual = plus(right, -1, matrix.apply(x));
    double first = norm(residual) / size;
    double[] direction = new double[right.length];
    double[] before = new double[columns];
    int steps = 0;
    while (steps < most && norm(residual) > tolerance * size) {
      double[] preconditioned = approximateInverse.apply(residual);
      double[] now = dots(residual, preconditioned);
      for (int i = 0; i < direction.length; i++) {
        int column = i % columns;
        double carried = steps == 0 ? 0 : quotient(now[column], before[column]);
        direction[i] = preconditioned[i] + carried * direction[i];
      }
      double[] image = matrix.apply(direction);
      double[] curvature = dots(direction, image);
      for (int i = 0; i < x.length; i++) {
        int column = i % columns;
        double length = quotient(now[column], curvature[column]);
        x[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      before = now;
      steps++;
    }
    if (steps > 0) {
      // What is carried from step to step drifts from what is really left.
      residual = plus(right, -1, matrix.apply(x));
    }
    return new Solution(x, residual, first, steps);
  }

  private double[] dots(double[] a, double[] b) {
    double[] sums = new double[columns];
    for (int i = 0; i < a.length; i++) {
      sums[i % columns] += a[i] * b[i];
    }
    return sums;
  }

  /** 0 where a column is solved already. */
  private static double quotient(double a, double b) {
    return b == 0 ? 0 : a / b;
  }

  static double norm(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** {@code a + factor b}. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }
}
