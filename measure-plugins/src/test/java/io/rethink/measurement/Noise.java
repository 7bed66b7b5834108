package io.rethink.measurement;

/** The matrices of {@code src/test/python/reference.py}. */
final class Noise {

  private Noise() {}

  static float[][] matrix(int rows, int columns) {
    float[][] matrix = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double x = Math.sin(12.9898 * i + 78.233 * j) * 437.5;
        matrix[i][j] = (float) (x - Math.floor(x) - 0.5);
      }
    }
    return matrix;
  }

  /** The same, one row after the other. */
  static float[] flat(int rows, int columns) {
    float[] flat = new float[rows * columns];
    float[][] matrix = matrix(rows, columns);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(matrix[i], 0, flat, i * columns, columns);
    }
    return flat;
  }
}
