package io.rethink.model.interpolation;

import org.bytedeco.javacpp.FloatPointer;

/**
 * A symmetric float32 matrix of side {@code n}: its lower triangle in square tiles, each of which
 * is contiguous and stored row by row. Those on the diagonal are stored whole.
 */
final class Tiles implements AutoCloseable {

  private final int n;
  private final int side;
  private final FloatPointer[][] tiles;

  /** A matrix that holds anything yet; its memory is taken as it is written to. */
  Tiles(int n, int side) {
    this.n = n;
    this.side = Math.min(side, n);
    this.tiles = new FloatPointer[count(n, this.side)][];
    for (int row = 0; row < tiles.length; row++) {
      tiles[row] = new FloatPointer[row + 1];
      for (int column = 0; column <= row; column++) {
        tiles[row][column] = new FloatPointer((long) rows(row) * rows(column));
      }
    }
  }

  /** How many bytes such a matrix takes. */
  static long bytes(int n, int side) {
    long packed = (long) n * n + (long) n * Math.min(side, n);
    return packed / 2 * Float.BYTES;
  }

  private static int count(int n, int side) {
    return (n + side - 1) / side;
  }

  int n() {
    return n;
  }

  /** Number of rows, and of columns, of tiles. */
  int count() {
    return tiles.length;
  }

  /** The first row of the matrix that is in row {@code index} of tiles. */
  int start(int index) {
    return index * side;
  }

  /** Number of rows of the matrix in row {@code index} of tiles. */
  int rows(int index) {
    return Math.min(side, n - start(index));
  }

  /** A tile of the lower triangle: {@code column} is {@code row} at most. */
  FloatPointer at(int row, int column) {
    return tiles[row][column];
  }

  @Override
  public void close() {
    for (FloatPointer[] row : tiles) {
      for (FloatPointer tile : row) {
        tile.deallocate();
      }
    }
  }
}
