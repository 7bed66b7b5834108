package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Products of kernel matrices with a few columns, in double precision. The matrix is computed anew
 * block by block and never stored.
 */
final class KernelProduct implements AutoCloseable {

  private static final int LARGEST_BLOCK = 512;
  private static final int SMALLEST_BLOCK = 64;
  private static final int READ_AT_A_TIME = 64;
  private static final long BLOCK_BYTES = 64L << 20;

  private final Features features;
  private final Kernel kernel;
  private final int block;

  KernelProduct(Features features, Kernel kernel) {
    this(features, kernel, examplesAtATime(features));
  }

  /** With blocks of {@code block} by {@code block} examples. */
  KernelProduct(Features features, Kernel kernel, int block) {
    this.features = features;
    this.kernel = kernel;
    this.block = block;
  }

  private static int examplesAtATime(Features features) {
    long fitting = BLOCK_BYTES / Double.BYTES / features.columns();
    return (int) Math.max(SMALLEST_BLOCK, Math.min(LARGEST_BLOCK, fitting));
  }

  /** How many bytes it takes while it works. */
  long bytes() {
    return 2L * features.columns() * (block * Double.BYTES + READ_AT_A_TIME * Float.BYTES)
        + (long) block * block * Double.BYTES;
  }

  /**
   * {@code K values}, [rows, columns], with the kernel between {@code rows} and {@code others}.
   *
   * @param values [others, columns]
   */
  double[] between(
      Examples rows,
      Examples others,
      double[] values,
      int columns,
      Progress progress,
      String title) {
    double[] result = new double[rows.size() * columns];
    long blocks = (long) blocks(rows) * blocks(others);
    try (Progress.Work work = progress.begin(title, blocks, "blocks");
        Side left = new Side();
        Side right = new Side();
        DoublePointer products = new DoublePointer((long) block * block)) {
      for (int i = 0; i < blocks(rows); i++) {
        left.read(rows, i);
        for (int j = 0; j < blocks(others); j++) {
          right.read(others, j);
          left.compare(right, products);
          add(left, right, products, values, result, columns, false);
          work.advance(1);
        }
      }
    }
    return result;
  }

  /** {@code K values} with the kernel among {@code examples}, of which half is computed. */
  double[] among(Examples examples, double[] values, int columns, Progress progress, String title) {
    double[] result = new double[examples.size() * columns];
    long blocks = (long) blocks(examples) * (blocks(examples) + 1) / 2;
    try (Progress.Work work = progress.begin(title, blocks, "blocks");
        Side left = new Side();
        Side right = new Side();
        DoublePointer products = new DoublePointer((long) block * block)) {
      for (int i = 0; i < blocks(examples); i++) {
        left.read(examples, i);
        for (int j = 0; j <= i; j++) {
          right.read(examples, j);
          left.compare(right, products);
          add(left, right, products, values, result, columns, false);
          if (j < i) {
            add(right, left, products, values, result, columns, true);
          }
          work.advance(1);
        }
      }
    }
    return result;
  }

  private int blocks(Examples examples) {
    return (examples.size() + block - 1) / block;
  }

  /** Adds the product of a block, or of its transpose, to the rows of {@code target}. */
  private static void add(
      Side target,
      Side source,
      DoublePointer products,
      double[] values,
      double[] result,
      int columns,
      boolean transposed) {
    double[] part = new double[source.count * columns];
    System.arraycopy(values, source.first * columns, part, 0, part.length);
    double[] sum = new double[target.count * columns];
    try (DoublePointer factor = new DoublePointer(part);
        DoublePointer product = new DoublePointer(sum.length)) {
      if (transposed) {
        Blas.transposedTimes(target.count, columns, source.count, products, factor, 0, product);
      } else {
        Blas.times(target.count, columns, source.count, products, factor, 0, product);
      }
      product.get(sum);
    }
    for (int i = 0; i < sum.length; i++) {
      result[target.first * columns + i] += sum[i];
    }
  }

  /** Frees what its features keep. */
  @Override
  public void close() {
    features.close();
  }

  /** The features of a block of examples in double precision, read a few examples at a time. */
  private final class Side implements AutoCloseable {

    private final FloatPointer single =
        new FloatPointer((long) READ_AT_A_TIME * features.columns());
    private final DoublePointer values = new DoublePointer((long) block * features.columns());
    private final double[] squares = new double[block];
    private int first;
    private int count;

    void read(Examples examples, int index) {
      first = index * block;
      count = Math.min(block, examples.size() - first);
      for (int row = 0; row < count; row += READ_AT_A_TIME) {
        int rows = Math.min(READ_AT_A_TIME, count - row);
        features.read(examples, first + row, rows, 0, features.columns(), single);
        widen(row, rows);
      }
    }

    /** Turns the features of a few examples, which were read, into those from {@code row} on. */
    private void widen(int row, int rows) {
      int columns = features.columns();
      IntStream.range(0, rows)
          .parallel()
          .forEach(
              i -> {
                float[] from = new float[columns];
                single.getPointer((long) i * columns).get(from);
                double[] to = new double[columns];
                double square = 0;
                for (int j = 0; j < columns; j++) {
                  to[j] = from[j];
                  square += to[j] * to[j];
                }
                squares[row + i] = square;
                values.getPointer((long) (row + i) * columns).put(to);
              });
    }

    /** Writes the kernel between both blocks to {@code products}, [count, other.count]. */
    void compare(Side other, DoublePointer products) {
      Blas.timesTransposed(
          count, other.count, features.columns(), values, other.values, 0, products);
      IntStream.range(0, count)
          .parallel()
          .forEach(
              i -> {
                double[] line = new double[other.count];
                DoublePointer at = products.getPointer((long) i * line.length);
                at.get(line);
                for (int j = 0; j < line.length; j++) {
                  line[j] = kernel.of(line[j], squares[i], other.squares[j]);
                }
                at.put(line);
              });
    }

    @Override
    public void close() {
      single.close();
      values.close();
    }
  }
}
