package io.rethink.model.interpolation;

import io.rethink.api.UserException;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;

/** The calls of OpenBLAS and LAPACK that are used here. All matrices are stored row by row. */
final class Blas {

  private static final int ROWS = openblas.CblasRowMajor;
  private static final int PLAIN = openblas.CblasNoTrans;
  private static final int TRANSPOSED = openblas.CblasTrans;

  /** Relative to the largest eigenvalue and the matrix's side. */
  private static final double EIGEN_TOLERANCE = 1e-10;

  private Blas() {}

  /** {@code c = factor a b^T + keep c}: {@code a} is [m, k], {@code b} [n, k], {@code c} [m, n]. */
  static void timesTransposed(
      int m,
      int n,
      int k,
      float factor,
      FloatPointer a,
      FloatPointer b,
      float keep,
      FloatPointer c) {
    openblas.cblas_sgemm(ROWS, PLAIN, TRANSPOSED, m, n, k, factor, a, k, b, k, keep, c, n);
  }

  /** As above, in double precision. */
  static void timesTransposed(
      int m, int n, int k, DoublePointer a, DoublePointer b, double keep, DoublePointer c) {
    openblas.cblas_dgemm(ROWS, PLAIN, TRANSPOSED, m, n, k, 1, a, k, b, k, keep, c, n);
  }

  /** {@code c += factor a b}: {@code a} is [m, k], {@code b} [k, n], {@code c} [m, n]. */
  static void times(
      int m, int n, int k, float factor, FloatPointer a, FloatPointer b, FloatPointer c) {
    openblas.cblas_sgemm(ROWS, PLAIN, PLAIN, m, n, k, factor, a, k, b, n, 1, c, n);
  }

  /** As above, in double precision, with {@code c = a b + keep c}. */
  static void times(
      int m, int n, int k, DoublePointer a, DoublePointer b, double keep, DoublePointer c) {
    openblas.cblas_dgemm(ROWS, PLAIN, PLAIN, m, n, k, 1, a, k, b, n, keep, c, n);
  }

  /** {@code c += factor a^T b}: {@code a} is [k, m], {@code b} [k, n], {@code c} [m, n]. */
  static void transposedTimes(
      int m, int n, int k, float factor, FloatPointer a, FloatPointer b, FloatPointer c) {
    openblas.cblas_sgemm(ROWS, TRANSPOSED, PLAIN, m, n, k, factor, a, m, b, n, 1, c, n);
  }

  /** As above, in double precision, with {@code c = a^T b + keep c}. */
  static void transposedTimes(
      int m, int n, int k, DoublePointer a, DoublePointer b, double keep, DoublePointer c) {
    openblas.cblas_dgemm(ROWS, TRANSPOSED, PLAIN, m, n, k, 1, a, m, b, n, keep, c, n);
  }

  /** The lower triangle of {@code c -= a a^T}: {@code a} is [n, k]. */
  static void subtractSquare(int n, int k, FloatPointer a, FloatPointer c) {
    openblas.cblas_ssyrk(ROWS, openblas.CblasLower, PLAIN, n, k, -1, a, k, 1, c, n);
  }

  /**
   * Replaces the lower triangle of {@code a}, [n, n], by its Cholesky factor.
   *
   * @return 0, or the number of the first leading minor that is not positive definite
   */
  static int factorize(int n, FloatPointer a) {
    // The lower triangle by rows is the upper one by columns, which LAPACK takes without a copy.
    return openblas.LAPACKE_spotrf(openblas.LAPACK_COL_MAJOR, (byte) 'U', n, a, n);
  }

  /** {@code b = b l^-T}: {@code l} is lower triangular [n, n], {@code b} [m, n]. */
  static void divideByTransposed(int m, int n, FloatPointer l, FloatPointer b) {
    triangular(openblas.CblasRight, openblas.CblasTrans, m, n, l, n, b);
  }

  /** {@code b = l^-1 b}: {@code l} is lower triangular [n, n], {@code b} [n, columns]. */
  static void solve(int n, int columns, FloatPointer l, FloatPointer b) {
    triangular(openblas.CblasLeft, PLAIN, n, columns, l, n, b);
  }

  /** {@code b = l^-T b}, likewise. */
  static void solveTransposed(int n, int columns, FloatPointer l, FloatPointer b) {
    triangular(openblas.CblasLeft, TRANSPOSED, n, columns, l, n, b);
  }

  private static void triangular(
      int side, int transposition, int m, int n, FloatPointer l, int stride, FloatPointer b) {
    openblas.cblas_strsm(
        ROWS,
        side,
        openblas.CblasLower,
        transposition,
        openblas.CblasNonUnit,
        m,
        n,
        1,
        l,
        stride,
        b,
        n);
  }

  /**
   * Replaces the symmetric {@code a}, [n, n], by its eigenvectors, one a row, and fills {@code
   * values} with its eigenvalues in ascending order.
   *
   * @throws UserException if they are not those of {@code a}: OpenBLAS 0.3.19 computes them wrongly
   *     with its kernels for AVX-512
   */
  static void eigen(int n, DoublePointer a, DoublePointer values) {
    double[] probe = new double[n];
    for (int i = 0; i < n; i++) {
      probe[i] = Math.sin(i + 1.0);
    }
    double[] expected = product(n, a, probe);
    // Eigenvectors are columns of a matrix by columns: rows of one by rows.
    int failure =
        openblas.LAPACKE_dsyevd(openblas.LAPACK_COL_MAJOR, (byte) 'V', (byte) 'U', n, a, n, values);
    if (failure != 0) {
      throw new ArithmeticException("dsyevd ended with " + failure);
    }
    requireEigenvectors(n, a, values, probe, expected);
  }

  /** Compares {@code V^T D V probe} with what the matrix itself made of the probe. */
  static void requireEigenvectors(
      int n, DoublePointer vectors, DoublePointer values, double[] probe, double[] expected) {
    double[] coordinates = product(n, vectors, probe);
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(values.get(i)));
      coordinates[i] *= values.get(i);
    }
    double[] found = new double[n];
    try (DoublePointer factor = new DoublePointer(coordinates);
        DoublePointer product = new DoublePointer(n)) {
      transposedTimes(n, 1, n, vectors, factor, 0, product);
      product.get(found);
    }
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(found[i] - expected[i]) <= EIGEN_TOLERANCE * n * largest)) {
        throw new UserException(
            "OpenBLAS computes eigenvectors wrongly with its kernels for this CPU; set"
                + " OPENBLAS_CORETYPE=Haswell in the environment");
      }
    }
  }

  private static double[] product(int n, DoublePointer matrix, double[] vector) {
    double[] result = new double[n];
    try (DoublePointer factor = new DoublePointer(vector);
        DoublePointer product = new DoublePointer(n)) {
      times(n, 1, n, matrix, factor, 0, product);
      product.get(result);
    }
    return result;
  }
}
