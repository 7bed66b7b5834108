package io.rethink.engine.compiled.program;

/**
 * Draws the masks of one dropout operation. A mask depends on the noise seed, on the operation's
 * place in the network and on nothing else.
 */
final class DropoutMask {

  private final int operation;
  private final Noise noise;

  DropoutMask(int operation, Noise noise) {
    this.operation = operation;
    this.noise = noise;
  }

  /** The operation's place in the network. */
  int operation() {
    return operation;
  }

  /** The seed of the present pass, shared by all operations of a network. */
  static final class Noise {
    private long seed;

    void seed(long value) {
      seed = value;
    }
  }

  /** What is random in this operation and this pass depends on this alone. */
  long seed() {
    return mix(noise.seed + operation * 0x9E3779B97F4A7C15L);
  }

  /** A number from 0 to below 1. */
  double uniform() {
    return (seed() >>> 11) * 0x1p-53;
  }

  /** Sets each of {@code mask} to {@code 1 / keep} with probability {@code keep}, else to 0. */
  void draw(float[] mask, double keep) {
    long mixed = seed();
    int low = (int) mixed;
    int high = (int) (mixed >>> 32);
    float kept = (float) (1 / keep);
    // A hash of 32 bits for each value, of which the upper 31 make a number without a sign.
    int threshold = (int) Math.min(Math.round(keep * 0x1p31), Integer.MAX_VALUE);
    for (int i = 0; i < mask.length; i++) {
      mask[i] = hash(i ^ low, high) >>> 1 < threshold ? kept : 0;
    }
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The finalizer of MurmurHash3, twice, with a key between. */
  private static int hash(int value, int key) {
    return finish(finish(value) ^ key);
  }

  private static int finish(int value) {
    int h = (value ^ (value >>> 16)) * 0x85EBCA6B;
    h = (h ^ (h >>> 13)) * 0xC2B2AE35;
    return h ^ (h >>> 16);
  }
}
