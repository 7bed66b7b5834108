package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Builds the kernel matrix of all training examples straight into packed tiles. Inner products are
 * summed over a range of features at a time, of which those of all examples are in memory; then
 * each tile is turned into kernel values in its place.
 */
final class KernelMatrix {

  private static final long FEATURE_BYTES = 16L << 20;

  private KernelMatrix() {}

  /** Number of features of so many examples that are in memory at a time. */
  static int featuresAtATime(Features features, int examples) {
    long fitting = FEATURE_BYTES / Float.BYTES / examples;
    long groups = Math.max(1, fitting / features.group());
    return (int) Math.min(features.columns(), groups * features.group());
  }

  /**
   * Fills {@code tiles}, which hold anything.
   *
   * @param atATime number of features of all examples that are in memory at a time
   * @param jitter what is added to the diagonal
   */
  static void fill(
      Tiles tiles,
      Features features,
      int atATime,
      Examples examples,
      Kernel kernel,
      double jitter,
      Progress progress) {
    int ranges = (features.columns() + atATime - 1) / atATime;
    long tileCount = (long) tiles.count() * (tiles.count() + 1) / 2;
    double[] squares = new double[tiles.n()];
    try (Progress.Work work = progress.begin("kernel matrix", tileCount * (ranges + 1), "tiles");
        FloatPointer values = new FloatPointer((long) tiles.n() * atATime)) {
      for (int from = 0; from < features.columns(); from += atATime) {
        int to = Math.min(from + atATime, features.columns());
        for (int block = 0; block < tiles.count(); block++) {
          int first = tiles.start(block);
          FloatPointer target = values.getPointer((long) first * (to - from));
          features.read(examples, first, tiles.rows(block), from, to, target);
          addSquares(target, tiles.rows(block), to - from, squares, first);
        }
        addProducts(tiles, values, to - from, from == 0 ? 0 : 1, work);
      }
      apply(tiles, kernel, squares, jitter, work);
    }
  }

  private static void addSquares(
      FloatPointer values, int rows, int columns, double[] squares, int first) {
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            i -> {
              float[] row = new float[columns];
              values.getPointer((long) i * columns).get(row);
              for (float value : row) {
                squares[first + i] += (double) value * value;
              }
            });
  }

  private static void addProducts(
      Tiles tiles, FloatPointer values, int columns, float keep, Progress.Work work) {
    for (int row = 0; row < tiles.count(); row++) {
      FloatPointer left = values.getPointer((long) tiles.start(row) * columns);
      for (int column = 0; column <= row; column++) {
        FloatPointer right = values.getPointer((long) tiles.start(column) * columns);
        Blas.timesTransposed(
            tiles.rows(row),
            tiles.rows(column),
            columns,
            1,
            left,
            right,
            keep,
            tiles.at(row, column));
        work.advance(1);
      }
    }
  }

  private static void apply(
      Tiles tiles, Kernel kernel, double[] squares, double jitter, Progress.Work work) {
    for (int row = 0; row < tiles.count(); row++) {
      for (int column = 0; column <= row; column++) {
        apply(tiles, row, column, kernel, squares, jitter);
        work.advance(1);
      }
    }
  }

  private static void apply(
      Tiles tiles, int row, int column, Kernel kernel, double[] squares, double jitter) {
    FloatPointer tile = tiles.at(row, column);
    int width = tiles.rows(column);
    IntStream.range(0, tiles.rows(row))
        .parallel()
        .forEach(
            i -> {
              FloatPointer line = tile.getPointer((long) i * width);
              float[] values = new float[width];
              line.get(values);
              int mine = tiles.start(row) + i;
              for (int j = 0; j < width; j++) {
                int other = tiles.start(column) + j;
                // Exact on the diagonal, where single precision would leave a distance.
                double product = mine == other ? squares[mine] : values[j];
                double value = kernel.of(product, squares[mine], squares[other]);
                values[j] = (float) (mine == other ? value + jitter : value);
              }
              line.put(values);
            });
  }
}
