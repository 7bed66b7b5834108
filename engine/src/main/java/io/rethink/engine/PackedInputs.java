package io.rethink.engine;

/**
 * The values of examples as bytes, a quarter of what they take as floats, with a centre and a scale
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
  public PackedInputs(int capacity, int length) {
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

  /** Sets example {@code position} to the given values. */
  public void put(int position, byte[] values, float centre, float scale) {
    put(position, values, 0, centre, scale);
  }

  /** Sets example {@code position} to example {@code index} of others of the same length. */
  public void put(int position, PackedInputs others, int index) {
    put(position, others.bytes, index * length, others.centres[index], others.scales[index]);
  }

  private void put(int position, byte[] values, int start, float centre, float scale) {
    System.arraycopy(values, start, bytes, position * length, length);
    centres[position] = centre;
    scales[position] = scale;
  }

  /** Writes what example {@code position} stands for to {@code target}, from {@code offset} on. */
  public void unpack(int position, float[] target, int offset) {
    int start = position * length;
    float centre = centres[position];
    float scale = scales[position];
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
