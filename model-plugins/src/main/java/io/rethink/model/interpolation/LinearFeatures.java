package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Products with the matrix of all examples' features, in double precision, block by block. */
final class LinearFeatures {

  private static final int BLOCK = 1024;
  private static final int RANGE = 2048;

  private final Features features;
  private final int range;

  LinearFeatures(Features features) {
    this.features = features;
    int groups = Math.max(1, RANGE / features.group());
    this.range = Math.min(features.columns(), groups * features.group());
  }

  /** Takes a block of features, [count, to - from]. */
  private interface Visitor {
    void visit(int first, int count, int from, int to, DoublePointer values);
  }

  private void visit(Examples examples, Progress progress, String title, Visitor visitor) {
    int blocks = (examples.size() + BLOCK - 1) / BLOCK;
    int ranges = (features.columns() + range - 1) / range;
    try (Progress.Work work = progress.begin(title, (long) blocks * ranges, "blocks");
        FloatPointer single = new FloatPointer((long) BLOCK * range);
        DoublePointer values = new DoublePointer((long) BLOCK * range)) {
      for (int from = 0; from < features.columns(); from += range) {
        int to = Math.min(from + range, features.columns());
        for (int first = 0; first < examples.size(); first += BLOCK) {
          int count = Math.min(BLOCK, examples.size() - first);
          features.read(examples, first, count, from, to, single);
          widen(single, count, to - from, values);
          visitor.visit(first, count, from, to, values);
          work.advance(1);
        }
      }
    }
  }

  /** {@code X^T values}, [features, columns], where {@code values} is [examples, columns]. */
  double[] combine(
      Examples examples, double[] values, int columns, Progress progress, String title) {
    double[] sums = new double[features.columns() * columns];
    try (DoublePointer factor = new DoublePointer(values);
        DoublePointer sum = new DoublePointer(new double[sums.length])) {
      visit(
          examples,
          progress,
          title,
          (first, count, from, to, block) ->
              Blas.transposedTimes(
                  to - from,
                  columns,
                  count,
                  block,
                  factor.getPointer((long) first * columns),
                  1,
                  sum.getPointer((long) from * columns)));
      sum.get(sums);
    }
    return sums;
  }

  /** {@code X weights}, [examples, columns], where {@code weights} is [features, columns]. */
  double[] scores(
      Examples examples, double[] weights, int columns, Progress progress, String title) {
    double[] scores = new double[examples.size() * columns];
    try (DoublePointer factor = new DoublePointer(weights);
        DoublePointer sum = new DoublePointer(scores)) {
      visit(
          examples,
          progress,
          title,
          (first, count, from, to, block) ->
              Blas.times(
                  count,
                  columns,
                  to - from,
                  block,
                  factor.getPointer((long) from * columns),
                  1,
                  sum.getPointer((long) first * columns)));
      sum.get(scores);
    }
    return scores;
  }

  /** {@code X^T X}. Holds the features of one block of examples, all of them at once. */
  DoublePointer gramOfFeatures(Examples examples, Progress progress) {
    int side = features.columns();
    DoublePointer gram = new DoublePointer((long) side * side);
    int block = Math.min(BLOCK, examples.size());
    try (Progress.Work work = progress.begin("Gram matrix", examples.size(), "examples");
        FloatPointer single = new FloatPointer((long) block * side);
        DoublePointer values = new DoublePointer((long) block * side)) {
      for (int first = 0; first < examples.size(); first += block) {
        int count = Math.min(block, examples.size() - first);
        features.read(examples, first, count, 0, side, single);
        widen(single, count, side, values);
        Blas.transposedTimes(side, side, count, values, values, first == 0 ? 0 : 1, gram);
        work.advance(count);
      }
      return gram;
    } catch (RuntimeException | Error e) {
      gram.close();
      throw e;
    }
  }

  /** {@code X X^T} of a few examples, of whose features a range at a time is in memory. */
  DoublePointer gramOfExamples(Examples examples, Progress progress) {
    int n = examples.size();
    DoublePointer gram = new DoublePointer((long) n * n);
    try (Progress.Work work = progress.begin("Gram matrix", features.columns(), "features");
        FloatPointer single = new FloatPointer((long) n * range);
        DoublePointer values = new DoublePointer((long) n * range)) {
      for (int from = 0; from < features.columns(); from += range) {
        int to = Math.min(from + range, features.columns());
        features.read(examples, 0, n, from, to, single);
        widen(single, n, to - from, values);
        Blas.timesTransposed(n, n, to - from, values, values, from == 0 ? 0 : 1, gram);
        work.advance(to - from);
      }
      return gram;
    } catch (RuntimeException | Error e) {
      gram.close();
      throw e;
    }
  }

  private static void widen(FloatPointer single, int rows, int columns, DoublePointer values) {
    float[] row = new float[columns];
    double[] widened = new double[columns];
    for (int i = 0; i < rows; i++) {
      single.getPointer((long) i * columns).get(row);
      for (int j = 0; j < columns; j++) {
        widened[j] = row[j];
      }
      values.getPointer((long) i * columns).put(widened);
    }
  }
}
