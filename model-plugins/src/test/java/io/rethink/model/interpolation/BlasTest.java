package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.bytedeco.javacpp.DoublePointer;
import org.junit.jupiter.api.Test;

class BlasTest {

  private static final int SIDE = 108;

  private static double[] symmetric() {
    Random random = new Random(3);
    double[] matrix = new double[SIDE * SIDE];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j <= i; j++) {
        matrix[i * SIDE + j] = random.nextGaussian();
        matrix[j * SIDE + i] = matrix[i * SIDE + j];
      }
    }
    return matrix;
  }

  @Test
  void eigenvaluesAreThoseOfAnotherLibrary() {
    double[] matrix = symmetric();
    RealMatrix known = new Array2DRowRealMatrix(SIDE, SIDE);
    for (int i = 0; i < matrix.length; i++) {
      known.setEntry(i / SIDE, i % SIDE, matrix[i]);
    }
    double[] expected = new EigenDecomposition(known).getRealEigenvalues();
    try (DoublePointer vectors = new DoublePointer(matrix);
        DoublePointer values = new DoublePointer(SIDE)) {
      Blas.eigen(SIDE, vectors, values);
      double[] found = new double[SIDE];
      values.get(found);
      // The other library's come in descending order.
      for (int i = 0; i < SIDE; i++) {
        assertThat(found[i]).isCloseTo(expected[SIDE - 1 - i], within(1e-10));
      }
    }
  }

  @Test
  void vectorsThatAreNotTheMatrixsOwnAreRefusedWithAWayOut() {
    double[] probe = new double[SIDE];
    double[] expected = new double[SIDE];
    probe[0] = 1;
    expected[1] = 1;
    try (DoublePointer vectors = new DoublePointer(symmetric());
        DoublePointer values = new DoublePointer(new double[SIDE])) {
      assertThatThrownBy(() -> Blas.requireEigenvectors(SIDE, vectors, values, probe, expected))
          .isInstanceOf(UserException.class)
          .hasMessageEndingWith("set OPENBLAS_CORETYPE=Haswell in the environment");
    }
  }
}
