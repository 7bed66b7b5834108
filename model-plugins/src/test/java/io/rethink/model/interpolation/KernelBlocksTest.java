package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.model.interpolation.Kernel.Gaussian;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernel matrices in several blocks, against the whole matrix in double precision. */
class KernelBlocksTest {

  private static final InputShape SHAPE = new InputShape(1, 4, 5);
  private static final Features PIXELS = new PixelFeatures(20);
  private static final double GAMMA = 0.02;
  private static final GaussianExamples TRAIN = new GaussianExamples(150, SHAPE, 4, 1);
  private static final GaussianExamples OTHERS = new GaussianExamples(41, SHAPE, 4, 2);

  private final NoProgress progress = new NoProgress();

  @ParameterizedTest
  @CsvSource({"16, 20", "7, 20", "16, 6", "150, 3", "7, 1"})
  void aMatrixIsTheSameInAnyTilesAndRangesOfFeatures(int side, int features) {
    RealMatrix expected = MinimumNormTest.gaussian(TRAIN, TRAIN, GAMMA);
    try (Tiles tiles = new Tiles(150, side)) {
      KernelMatrix.fill(tiles, PIXELS, features, TRAIN, new Gaussian(GAMMA), 0.5, progress);
      for (int row = 0; row < tiles.count(); row++) {
        for (int column = 0; column <= row; column++) {
          float[] values = new float[tiles.rows(row) * tiles.rows(column)];
          tiles.at(row, column).get(values);
          for (int i = 0; i < values.length; i++) {
            int one = tiles.start(row) + i / tiles.rows(column);
            int other = tiles.start(column) + i % tiles.rows(column);
            double jitter = one == other ? 0.5 : 0;
            assertThat((double) values[i])
                .isCloseTo(expected.getEntry(one, other) + jitter, within(1e-6));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 7, 150, 1024})
  void productsAreTheSameInAnyBlocks(int block) {
    RealMatrix values = new Array2DRowRealMatrix(150, 3);
    double[] flat = new double[450];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = Math.sin(i);
      values.setEntry(i / 3, i % 3, flat[i]);
    }
    try (KernelProduct product = new KernelProduct(PIXELS, new Gaussian(GAMMA), block)) {
      assertProduct(
          product.among(TRAIN, flat, 3, progress, "residual"),
          MinimumNormTest.gaussian(TRAIN, TRAIN, GAMMA).multiply(values));
      assertProduct(
          product.between(OTHERS, TRAIN, flat, 3, progress, "predictions"),
          MinimumNormTest.gaussian(OTHERS, TRAIN, GAMMA).multiply(values));
    }
    assertThat(progress.done()).isEqualTo(progress.expected());
  }

  private static void assertProduct(double[] product, RealMatrix expected) {
    assertThat(product).hasSize(expected.getRowDimension() * 3);
    for (int i = 0; i < product.length; i++) {
      assertThat(product[i]).isCloseTo(expected.getEntry(i / 3, i % 3), within(1e-12));
    }
  }
}
