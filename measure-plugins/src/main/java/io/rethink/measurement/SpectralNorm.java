package io.rethink.measurement;

import java.util.Arrays;
import java.util.Random;

/**
 * The largest singular value of a matrix {@code A}, as the root of the largest eigenvalue of {@code
 * AᵀA}, found by the Lanczos iteration with full reorthogonalization (Golub and Van Loan, Matrix
 * Computations, chapter 10). The largest singular values of random weights lie close together, so
 * that power iteration takes hundreds of products; this takes tens.
 */
final class SpectralNorm {

  /** Relative change of the eigenvalue at which the iteration ends. */
  private static final double PRECISION = 1e-10;

  private static final int MOST_STEPS = 300;

  private SpectralNorm() {}

  /**
   * The largest singular value, or NaN if a value is not finite.
   *
   * @param values the rows of {@code A}, one after the other; a matrix and its transpose have the
   *     same singular values, so they may as well be its columns
   * @param length number of values in each
   */
  static double of(float[] values, int length) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return Double.NaN;
      }
    }
    int steps = Math.min(length, MOST_STEPS);
    double[][] basis = new double[steps][];
    double[] diagonal = new double[steps];
    double[] beside = new double[steps];
    double[] vector = new Random(1).doubles(length, -1, 1).toArray();
    double norm = Math.sqrt(dot(vector, vector));
    double eigenvalue = 0;
    for (int k = 0; k < steps; k++) {
      basis[k] = scaled(vector, 1 / norm);
      vector = gramTimes(values, basis[k]);
      diagonal[k] = dot(vector, basis[k]);
      double last = eigenvalue;
      eigenvalue = largestEigenvalue(diagonal, beside, k + 1);
      orthogonalize(vector, basis, k + 1);
      norm = Math.sqrt(dot(vector, vector));
      boolean converged = k > 0 && eigenvalue - last <= PRECISION * eigenvalue;
      if (converged || norm <= PRECISION * eigenvalue || k + 1 == steps) {
        break;
      }
      beside[k + 1] = norm;
    }
    return Math.sqrt(eigenvalue);
  }

  /** {@code AᵀA x}, row by row. */
  private static double[] gramTimes(float[] values, double[] x) {
    double[] product = new double[x.length];
    for (int row = 0; row < values.length; row += x.length) {
      double component = 0;
      for (int i = 0; i < x.length; i++) {
        component += values[row + i] * x[i];
      }
      for (int i = 0; i < x.length; i++) {
        product[i] += component * values[row + i];
      }
    }
    return product;
  }

  /** Takes the first {@code count} basis vectors out of {@code vector}; twice, against rounding. */
  private static void orthogonalize(double[] vector, double[][] basis, int count) {
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < count; k++) {
        double along = dot(vector, basis[k]);
        for (int i = 0; i < vector.length; i++) {
          vector[i] -= along * basis[k][i];
        }
      }
    }
  }

  /**
   * The largest eigenvalue of a symmetric tridiagonal matrix, by bisection.
   *
   * @param beside what stands beside the diagonal: {@code beside[k]} in row {@code k}, column
   *     {@code k - 1}
   * @param size number of rows
   */
  private static double largestEigenvalue(double[] diagonal, double[] beside, int size) {
    double above = 0;
    for (int k = 0; k < size; k++) {
      double next = k + 1 < size ? beside[k + 1] : 0;
      above = Math.max(above, diagonal[k] + Math.abs(beside[k]) + Math.abs(next));
    }
    double below = Arrays.stream(diagonal, 0, size).max().orElseThrow();
    while (true) {
      double middle = (below + above) / 2;
      if (middle <= below || middle >= above) {
        return middle;
      }
      if (exceeds(diagonal, beside, size, middle)) {
        below = middle;
      } else {
        above = middle;
      }
    }
  }

  /** Whether an eigenvalue exceeds {@code bound}: whether elimination meets a positive pivot. */
  private static boolean exceeds(double[] diagonal, double[] beside, int size, double bound) {
    double pivot = -1;
    for (int k = 0; k < size; k++) {
      double removed = k == 0 ? 0 : beside[k] * beside[k] / pivot;
      pivot = diagonal[k] - bound - removed;
      if (pivot > 0) {
        return true;
      }
      if (pivot == 0) {
        pivot = -Double.MIN_NORMAL;
      }
    }
    return false;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double[] scaled(double[] x, double factor) {
    double[] scaled = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      scaled[i] = factor * x[i];
    }
    return scaled;
  }
}
