package io.rethink.engine.compiled.program;

import io.rethink.engine.compiled.onednn.Layout;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * A batch in parts of equal size, which a convolution takes one after the other.
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
    long limit = assembly.partBytes();
    long valueBytes = assembly.factors().bytes();
    long exampleBytes = valueBytes * perExample(read);
    boolean pays =
        !weights.isPointwise()
            && exampleBytes >= LARGE_EXAMPLE
            && TRANSFORMED * valueBytes * weights.length() <= limit;
    return pays
        ? within(limit, read[0], exampleBytes + valueBytes * perExample(other))
        : whole(read[0]);
  }

  private static long perExample(long[] sides) {
    return Arrays.stream(sides).skip(1).reduce(1, Math::multiplyExact);
  }

  /**
   * The largest parts within a limit; the whole batch if none of its divisors comes to half of what
   * is within it, or if that are few examples.
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

  /** Number of parts. */
  long count() {
    return batch / examples;
  }

  /** The sides of a part. */
  long[] sides(long[] whole) {
    long[] sides = whole.clone();
    sides[0] = examples;
    return sides;
  }

  /** The layout of the whole batch whose parts have the layout {@code part}. */
  Layout whole(Layout part) {
    return part.ofExamples(batch);
  }

  /** Part {@code index} of {@code whole}. */
  Tensor part(Tensor whole, long index) {
    Layout layout = whole.layout().ofExamples(examples);
    return new Tensor(layout, whole.storage().part(index * layout.bytes(), layout.bytes()));
  }
}
