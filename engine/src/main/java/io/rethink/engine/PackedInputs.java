package io.rethink.engine;

/**
 * The values of a batch as bytes, a quarter of what they take as floats, with a centre and a scale
 * for each example: {@code b}, from 0 to 255, stands for {@code (b / 255 - centre) * scale}, each
 * operation rounded to single precision.
 */
public final class PackedInputs {

  /** The byte that stands for 1 before the centre and the scale. */
  public static final float BRIGHTEST = 255;

  private static final float[] FRACTIONS = new float[256];

  static {
    for (int value = 0; value < FRACTIONS.length; value++) {
      FRACTIONS[value] = value / BRIGHTEST;
    }
  }

  private final int length;
  private final byte[] bytes;
  private final float[] centres;
  private final float[] scales;

  /** Makes room for {@code capacity} examples of {@code length} values. */
  PackedInputs(int capacity, int length) {
    this.length = length;
    this.bytes = new byte[Math.multiplyExact(capacity, length)];
    this.centres = new float[capacity];
    this.scales = new float[capacity];
  }

  /** The examples' values, unsigned, one example after the other. */
  public byte[] bytes() {
    return bytes;
  }

  /** What is taken from the values of each example. */
  public float[] centres() {
    return centres;
  }

  /** What the values of each example are multiplied with after that. */
  public float[] scales() {
    return scales;
  }

  /** Sets example {@code position}, and copies its values from {@code start} on. */
  public void put(int position, byte[] values, int start, float centre, float scale) {
    System.arraycopy(values, start, bytes, position * length, length);
    centres[position] = centre;
    scales[position] = scale;
  }

  /** Writes what the first {@code size} examples stand for to {@code target}. */
  void unpack(int size, float[] target) {
    for (int i = 0; i < size; i++) {
      unpack(bytes, i * length, length, centres[i], scales[i], target, i * length);
    }
  }

  /** Writes what {@code length} bytes stand for to {@code target}, from {@code offset} on. */
  public static void unpack(
      byte[] bytes, int start, int length, float centre, float scale, float[] target, int offset) {
    for (int i = 0; i < length; i++) {
      target[offset + i] = (FRACTIONS[bytes[start + i] & 0xff] - centre) * scale;
    }
  }

  /**
   * The byte, from 0 to 255, that stands for exactly {@code value} where the centre is 0 and the
   * scale 1; -1 if there is none.
   */
  public static int pack(float value) {
    int nearest = Math.round(value * BRIGHTEST);
    boolean exact =
        nearest >= 0
            && nearest < FRACTIONS.length
            && Float.floatToIntBits(FRACTIONS[nearest]) == Float.floatToIntBits(value);
    return exact ? nearest : -1;
  }
}
