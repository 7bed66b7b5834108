package io.rethink.data.corruption;

import io.rethink.api.data.Examples;
import java.util.List;
import java.util.stream.IntStream;

/** The number of values seen, their sum and the sum of their squares, all in double. */
record Moments(long count, double sum, double squares) {

  private static final Moments NONE = new Moments(0, 0, 0);

  /** Examples summed by one thread; fixed, so that the sums do not depend on their number. */
  private static final int BLOCK = 500;

  /** The moments of each channel over all examples. */
  static List<Moments> ofChannels(Examples examples) {
    int blocks = (examples.size() + BLOCK - 1) / BLOCK;
    List<List<Moments>> parts =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(
                block ->
                    ofChannels(
                        examples, block * BLOCK, Math.min(block * BLOCK + BLOCK, examples.size())))
            .toList();
    return IntStream.range(0, examples.shape().channels())
        .mapToObj(channel -> together(parts.stream().map(part -> part.get(channel)).toList()))
        .toList();
  }

  /** The moments of all values of all parts, added in order. */
  static Moments together(List<Moments> parts) {
    Moments all = NONE;
    for (Moments part : parts) {
      all = new Moments(all.count + part.count, all.sum + part.sum, all.squares + part.squares);
    }
    return all;
  }

  double mean() {
    return sum / count;
  }

  /** The standard deviation of the values themselves, not an estimate for a larger population. */
  double deviation() {
    return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
  }

  private static List<Moments> ofChannels(Examples examples, int from, int to) {
    int channels = examples.shape().channels();
    int area = examples.shape().size() / channels;
    double[] sums = new double[channels];
    double[] squares = new double[channels];
    float[] values = new float[examples.shape().size()];
    for (int index = from; index < to; index++) {
      examples.read(index, values, 0);
      for (int i = 0; i < values.length; i++) {
        double value = values[i];
        sums[i / area] += value;
        squares[i / area] += value * value;
      }
    }
    return IntStream.range(0, channels)
        .mapToObj(
            channel -> new Moments((long) (to - from) * area, sums[channel], squares[channel]))
        .toList();
  }
}
