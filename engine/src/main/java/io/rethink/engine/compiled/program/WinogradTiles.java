package io.rethink.engine.compiled.program;

import java.util.stream.LongStream;

/**
 * What Winograd's algorithm F(4x4, 3x3) works on: for every 4x4 values of the result a tile of 6x6
 * that it makes of the input, and another that it makes the result of (Lavin and Gray, "Fast
 * algorithms for convolutional neural networks", 2016).
 *
 * @param perExample number of tiles in an example's result, of one channel
 * @param channels of input and result together
 */
record WinogradTiles(long perExample, long channels) {

  private static final long SIDE = 4;

  private static final long TILE_BYTES = 6 * 6 * Float.BYTES;

  /** oneDNN keeps results for up to 31 tiles in registers, if their number divides that of all. */
  private static final long MOST_IN_REGISTERS = 31;

  /** Of fewer, registers wait for memory. */
  private static final long ENOUGH_IN_REGISTERS = 16;

  /** What part of the time may be lost where one thread has more to do than another. */
  private static final double IMBALANCE = 0.1;

  /** With 16 channels of floats in a row, the distance at which a CPU's lines evict one another. */
  private static final long CONFLICTING = 32;

  /**
   * The tiles of a convolution.
   *
   * @param from sides of its input, {@code [batch, channels, height, width]}
   * @param to sides of its result, likewise
   */
  static WinogradTiles between(long[] from, long[] to) {
    return new WinogradTiles(along(to[2]) * along(to[3]), from[1] + to[1]);
  }

  private static long along(long side) {
    return (side + SIDE - 1) / SIDE;
  }

  /** Bytes of an example's tiles. */
  long exampleBytes() {
    return TILE_BYTES * perExample * channels;
  }

  /**
   * How ill a number of examples suits oneDNN: in how many ways it leaves registers or threads
   * empty, or lays the 36 values of a tile so that a cache cannot hold them together.
   */
  int penalty(long examples, int threads) {
    long tiles = examples * perExample;
    long together =
        LongStream.rangeClosed(1, MOST_IN_REGISTERS)
            .filter(count -> tiles % count == 0)
            .max()
            .orElseThrow();
    long blocks = tiles / together;
    long rounds = (blocks + threads - 1) / threads;
    boolean balanced = blocks >= (1 - IMBALANCE) * rounds * threads;
    return (together >= ENOUGH_IN_REGISTERS ? 0 : 1)
        + (balanced ? 0 : 1)
        + (tiles % CONFLICTING == 0 ? 1 : 0);
  }
}
