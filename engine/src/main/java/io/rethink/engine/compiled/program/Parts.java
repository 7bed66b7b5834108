package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.LongStream;

/**
 * A batch in parts, which a convolution takes one after the other: all of one size but the last,
 * which may be smaller.
 *
 * @param batch number of examples
 * @param examples in a part
 */
record Parts(long batch, long examples) {

  /** What a core's caches hold beside all else. */
  static final long BYTES_PER_THREAD = 2 << 20;

  /** No parts. */
  static final long UNLIMITED = Long.MAX_VALUE;

  /** Examples of fewer bytes are small. */
  private static final long LARGE_EXAMPLE = 120_000;

  /** Winograd's algorithm turns 9 weights into 36. */
  private static final long TRANSFORMED = 4;

  /** Of fewer examples, threads have too little to share. */
  private static final long FEWEST = 4;

  /** One part of all examples. */
  static Parts whole(long batch) {
    return new Parts(batch, batch);
  }

  /**
   * The parts in which a convolution reads a batch, and another that it reads or writes with it. A
   * 1x1 convolution takes hardly longer than the copy that parts need; small examples are read as
   * fast without; and where weights are large, it is they that take the time.
   *
   * @param read sides of the batch, {@code [batch, channels, height, width]}
   * @param other sides of the other, likewise
   */
  static Parts of(Assembly assembly, ConvolutionWeights weights, long[] read, long[] other) {
    return pay(assembly, weights, read)
        ? within(assembly.partBytes(), read[0], exampleBytes(assembly, read, other))
        : whole(read[0]);
  }

  /** Whether it pays that each part transforms the weights anew, or adds to their gradient. */
  static boolean pay(Assembly assembly, ConvolutionWeights weights, long[] read) {
    return !weights.isPointwise()
        && exampleBytes(assembly, read) >= LARGE_EXAMPLE
        && transformedBytes(assembly, weights) <= assembly.partBytes();
  }

  /** Whether it pays that each part reads weights that are transformed before. */
  static boolean payWithTransformed(Assembly assembly, ConvolutionWeights weights) {
    return transformedBytes(assembly, weights) / 2 <= assembly.partBytes();
  }

  private static long transformedBytes(Assembly assembly, ConvolutionWeights weights) {
    return TRANSFORMED * assembly.factors().bytes() * weights.length();
  }

  private static long exampleBytes(Assembly assembly, long[]... batches) {
    return Arrays.stream(batches)
        .mapToLong(
            sides ->
                Arrays.stream(sides).skip(1).reduce(assembly.factors().bytes(), (a, b) -> a * b))
        .sum();
  }

  /**
   * The largest equal parts within a limit; the whole batch if none of its divisors comes to half
   * of what is within it, or if that are few examples.
   *
   * @param limit bytes that a part takes at most
   * @param exampleBytes that an example takes
   */
  static Parts within(long limit, long batch, long exampleBytes) {
    long most = limit / exampleBytes;
    long least = Math.max(FEWEST, (most + 1) / 2);
    return LongStream.rangeClosed(least, Math.min(most, batch))
        .filter(examples -> batch % examples == 0)
        .mapToObj(examples -> new Parts(batch, examples))
        .reduce(whole(batch), (smaller, larger) -> larger);
  }

  /**
   * The parts in which Winograd's algorithm takes a batch: the smallest of those that suit it best,
   * among parts whose tiles come to three quarters of the limit or up to twice of that; the whole
   * batch if that is less.
   *
   * @param limit bytes that a part takes
   * @param batch number of examples
   * @param threads that share a part
   */
  static Parts ofTiles(long limit, long batch, WinogradTiles tiles, int threads) {
    long least = 1 + limit / 4 * 3 / tiles.exampleBytes();
    return LongStream.range(least, Math.min(2 * least, batch))
        .boxed()
        .min(Comparator.comparing(examples -> tiles.penalty(examples, threads)))
        .map(examples -> new Parts(batch, examples))
        .orElse(whole(batch));
  }

  /** Number of parts. */
  long count() {
    return (batch + examples - 1) / examples;
  }

  /** Number of examples in part {@code index}. */
  long examples(long index) {
    return Math.min(examples, batch - index * examples);
  }

  /** The sizes that parts have, that of the first before. */
  long[] sizes() {
    return LongStream.of(examples, examples(count() - 1)).distinct().toArray();
  }

  /** Part {@code index} of {@code whole}. */
  Tensor part(Tensor whole, long index) {
    Layout full = whole.layout().ofExamples(examples);
    Layout layout = full.ofExamples(examples(index));
    return new Tensor(layout, whole.storage().part(index * full.bytes(), layout.bytes()));
  }
}
