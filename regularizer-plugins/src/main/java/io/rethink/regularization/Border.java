package io.rethink.regularization;

import io.rethink.api.Description;

/** What an image is taken to show beyond its border. */
public enum Border {
  @Description("Black.")
  ZERO,
  @Description("The nearest pixel.")
  EDGE,
  @Description("The image mirrored at its outermost pixels.")
  REFLECT;

  /** What {@link #index} returns for black. */
  static final int NONE = -1;

  /**
   * Where the value at {@code index} comes from.
   *
   * @param index a row or column, perhaps beyond the border
   * @param size number of rows or columns
   * @return a row or column of the image, or {@link #NONE}
   */
  int index(int index, int size) {
    if (index >= 0 && index < size) {
      return index;
    }
    return switch (this) {
      case ZERO -> NONE;
      case EDGE -> index < 0 ? 0 : size - 1;
      case REFLECT -> {
        int period = Math.max(1, 2 * (size - 1));
        int phase = Math.floorMod(index, period);
        yield Math.min(phase, period - phase);
      }
    };
  }
}
