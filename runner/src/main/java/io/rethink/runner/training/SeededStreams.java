package io.rethink.runner.training;

import io.rethink.api.Seeds;
import io.rethink.runner.runs.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Seeds derived from a run's seed: the first eight bytes of SHA-256 over the seed and the stream's
 * name. A substream's seed mixes in its index with the finalizer of SplitMix64 (Steele, Lea and
 * Flood 2014).
 */
public final class SeededStreams implements Seeds {

  private static final RandomGeneratorFactory<RandomGenerator> ALGORITHM =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long runSeed;

  public SeededStreams(long runSeed) {
    this.runSeed = runSeed;
  }

  @Override
  public long seed(String name) {
    MessageDigest sha256 = Digests.sha256();
    sha256.update(ByteBuffer.allocate(Long.BYTES).putLong(runSeed).array());
    byte[] digest = sha256.digest(name.getBytes(StandardCharsets.UTF_8));
    return nonZero(ByteBuffer.wrap(digest).getLong());
  }

  @Override
  public RandomGenerator stream(String name) {
    return ALGORITHM.create(seed(name));
  }

  @Override
  public RandomGenerator stream(String name, long index) {
    return stream(seed(name, index));
  }

  /** The stream of a seed that {@link #mix} gave. */
  static RandomGenerator stream(long seed) {
    return ALGORITHM.create(seed);
  }

  /** A seed for the {@code index}-th part of {@code name}; not 0. */
  long seed(String name, long index) {
    return mix(seed(name), index);
  }

  /** A seed for the {@code index}-th part of what {@code seed} stands for; not 0. */
  static long mix(long seed, long index) {
    long z = seed + (index + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return nonZero(z ^ (z >>> 31));
  }

  private static long nonZero(long seed) {
    return seed == 0 ? GOLDEN_GAMMA : seed;
  }
}
