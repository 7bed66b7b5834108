package io.rethink.measurement;

import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * What the rows of a matrix span. Known by the eigenvectors of the rows' Gram matrix, which are the
 * left singular vectors, so that linear dependent rows do no harm.
 */
final class Span {

  private final RealMatrix rows;
  private final RealMatrix vectors;
  private final double[] values;
  private final double cut;

  private Span(RealMatrix rows, EigenDecomposition gram) {
    this.rows = rows;
    this.vectors = gram.getV();
    this.values = gram.getRealEigenvalues();
    // Below it, an eigenvalue may be a rounding of 0.
    this.cut = values[0] * Math.max(rows.getRowDimension(), rows.getColumnDimension()) * 1e-15;
  }

  static Span of(RealMatrix rows) {
    return new Span(rows, new EigenDecomposition(rows.multiply(rows.transpose())));
  }

  /** Number of dimensions. */
  int rank() {
    int rank = 0;
    for (double value : values) {
      rank += value > cut ? 1 : 0;
    }
    return rank;
  }

  /**
   * The least squares solution of {@code rows W = targets} of least norm.
   *
   * @param targets [rows, columns]
   */
  RealMatrix minimumNorm(RealMatrix targets) {
    RealMatrix rotated = vectors.transpose().multiply(targets);
    for (int i = 0; i < values.length; i++) {
      double factor = values[i] > cut ? 1 / values[i] : 0;
      rotated.setRowVector(i, rotated.getRowVector(i).mapMultiply(factor));
    }
    return rows.transpose().multiply(vectors.multiply(rotated));
  }

  /** The orthogonal projection of the columns of {@code matrix} on the span. */
  RealMatrix project(RealMatrix matrix) {
    return minimumNorm(rows.multiply(matrix));
  }
}
