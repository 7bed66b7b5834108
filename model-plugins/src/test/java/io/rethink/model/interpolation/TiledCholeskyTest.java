package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.model.interpolation.TiledCholesky.NotPositiveDefiniteException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class TiledCholeskyTest {

  private static final NoProgress PROGRESS = new NoProgress();

  /** Gram matrix of more features than rows, and a ridge. */
  private static RealMatrix positive(int n) {
    RealMatrix x =
        new Array2DRowRealMatrix(new GaussianExamples(n, InputShape.vector(n + 5), 2, 1).doubles());
    RealMatrix gram = x.multiply(x.transpose()).scalarMultiply(1.0 / n);
    for (int i = 0; i < n; i++) {
      gram.addToEntry(i, i, 0.5);
    }
    return gram;
  }

  private static Tiles tiles(RealMatrix matrix, int side) {
    Tiles tiles = new Tiles(matrix.getRowDimension(), side);
    for (int row = 0; row < tiles.count(); row++) {
      for (int column = 0; column <= row; column++) {
        for (int i = 0; i < tiles.rows(row); i++) {
          for (int j = 0; j < tiles.rows(column); j++) {
            double value = matrix.getEntry(tiles.start(row) + i, tiles.start(column) + j);
            tiles.at(row, column).put((long) i * tiles.rows(column) + j, (float) value);
          }
        }
      }
    }
    return tiles;
  }

  @Test
  void solvesAsDoublePrecisionDoesWhateverTheSizeOfTheTiles() throws Exception {
    int n = 61;
    RealMatrix matrix = positive(n);
    double[] right = new double[n * 3];
    RealMatrix columns = new Array2DRowRealMatrix(n, 3);
    for (int i = 0; i < right.length; i++) {
      right[i] = Math.sin(i);
      columns.setEntry(i / 3, i % 3, right[i]);
    }
    RealMatrix expected = new CholeskyDecomposition(matrix).getSolver().solve(columns);

    for (int side : new int[] {1, 7, 16, 61, 1024}) {
      NoProgress progress = new NoProgress();
      try (Tiles tiles = tiles(matrix, side)) {
        TiledCholesky factor =
            TiledCholesky.factorize(
                tiles, progress.begin("", TiledCholesky.units(n, Math.min(side, n)), ""));
        double[] solution = factor.solve(right, 3);
        for (int i = 0; i < right.length; i++) {
          assertThat(solution[i]).isCloseTo(expected.getEntry(i / 3, i % 3), within(2e-5));
        }
      }
      assertThat(progress.done()).isEqualTo(progress.expected());
    }
  }

  @Test
  void namesTheRowFromWhichAMatrixIsNotPositiveDefinite() {
    RealMatrix matrix = positive(20);
    matrix.setEntry(13, 13, -1);

    try (Tiles tiles = tiles(matrix, 8)) {
      assertThatThrownBy(() -> TiledCholesky.factorize(tiles, PROGRESS.begin("", 1, "")))
          .isInstanceOfSatisfying(
              NotPositiveDefiniteException.class, e -> assertThat(e.row()).isEqualTo(13));
    }
  }

  @Test
  void sixtyThousandRowsTakeLessThanEightGigabytesAndFiftyThousandLessThanFiveAndAHalf() {
    assertThat(Tiles.bytes(60_000, 1024)).isBetween(7_200_000_000L, 7_400_000_000L);
    assertThat(Tiles.bytes(50_000, 1024)).isBetween(5_000_000_000L, 5_110_000_000L);
  }
}
