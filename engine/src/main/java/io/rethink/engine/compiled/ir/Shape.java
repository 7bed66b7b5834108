package io.rethink.engine.compiled.ir;

/**
 * The shape of one example's activations. A vector has height and width 1.
 *
 * @param channels number of channels, or of units
 * @param height rows
 * @param width columns
 */
public record Shape(int channels, int height, int width) {

  public Shape {
    if (channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "a shape needs positive sides, not %dx%dx%d".formatted(channels, height, width));
    }
  }

  /** The shape of a vector. */
  public static Shape vector(int units) {
    return new Shape(units, 1, 1);
  }

  /** Number of values. */
  public int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  @Override
  public String toString() {
    return channels + "x" + height + "x" + width;
  }
}
