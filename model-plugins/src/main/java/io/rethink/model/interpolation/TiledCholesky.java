package io.rethink.model.interpolation;

import io.rethink.api.Progress.Work;
import org.bytedeco.javacpp.FloatPointer;

/**
 * The Cholesky factor of a symmetric positive definite matrix, in its place. Column after column of
 * tiles is reduced by those before it and factorized, so that all but a vanishing part of the work
 * is products of tiles.
 */
final class TiledCholesky {

  private final Tiles matrix;

  private TiledCholesky(Tiles factor) {
    this.matrix = factor;
  }

  /** The matrix turned out not to be positive definite. */
  static final class NotPositiveDefiniteException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int row;

    NotPositiveDefiniteException(int row) {
      super("not positive definite from row " + row);
      this.row = row;
    }

    /** The row at which this showed, from 0. */
    int row() {
      return row;
    }
  }

  /** How often {@link #factorize} advances: once a product of tiles. */
  static long units(int n, int side) {
    long tiles = ((long) n + side - 1) / side;
    return tiles * (tiles + 1) * (tiles + 2) / 6;
  }

  /**
   * Replaces {@code matrix} by its lower factor.
   *
   * @throws NotPositiveDefiniteException if it has none in single precision
   */
  static TiledCholesky factorize(Tiles matrix, Work work) throws NotPositiveDefiniteException {
    for (int column = 0; column < matrix.count(); column++) {
      factorizeColumn(matrix, column, work);
    }
    return new TiledCholesky(matrix);
  }

  private static void factorizeColumn(Tiles matrix, int column, Work work)
      throws NotPositiveDefiniteException {
    int width = matrix.rows(column);
    FloatPointer diagonal = matrix.at(column, column);
    for (int row = column; row < matrix.count(); row++) {
      FloatPointer target = matrix.at(row, column);
      for (int before = 0; before < column; before++) {
        int depth = matrix.rows(before);
        FloatPointer left = matrix.at(row, before);
        if (row == column) {
          Blas.subtractSquare(width, depth, left, target);
        } else {
          Blas.timesTransposed(
              matrix.rows(row), width, depth, -1, left, matrix.at(column, before), 1, target);
        }
        work.advance(1);
      }
      if (row == column) {
        int failed = Blas.factorize(width, diagonal);
        if (failed > 0) {
          throw new NotPositiveDefiniteException(matrix.start(column) + failed - 1);
        }
      } else {
        Blas.divideByTransposed(matrix.rows(row), width, diagonal, target);
      }
      work.advance(1);
    }
  }

  /**
   * The solution of the system with these right sides, in single precision.
   *
   * @param right [n, columns]
   */
  double[] solve(double[] right, int columns) {
    float[] values = new float[right.length];
    for (int i = 0; i < right.length; i++) {
      values[i] = (float) right[i];
    }
    try (FloatPointer x = new FloatPointer(values)) {
      forward(x, columns);
      backward(x, columns);
      x.get(values);
    }
    double[] solution = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      solution[i] = values[i];
    }
    return solution;
  }

  private void forward(FloatPointer x, int columns) {
    for (int row = 0; row < matrix.count(); row++) {
      FloatPointer here = part(x, row, columns);
      for (int before = 0; before < row; before++) {
        Blas.times(
            matrix.rows(row),
            columns,
            matrix.rows(before),
            -1,
            matrix.at(row, before),
            part(x, before, columns),
            here);
      }
      Blas.solve(matrix.rows(row), columns, matrix.at(row, row), here);
    }
  }

  private void backward(FloatPointer x, int columns) {
    for (int row = matrix.count() - 1; row >= 0; row--) {
      FloatPointer here = part(x, row, columns);
      for (int after = row + 1; after < matrix.count(); after++) {
        Blas.transposedTimes(
            matrix.rows(row),
            columns,
            matrix.rows(after),
            -1,
            matrix.at(after, row),
            part(x, after, columns),
            here);
      }
      Blas.solveTransposed(matrix.rows(row), columns, matrix.at(row, row), here);
    }
  }

  private FloatPointer part(FloatPointer x, int row, int columns) {
    return x.getPointer((long) matrix.start(row) * columns);
  }
}
