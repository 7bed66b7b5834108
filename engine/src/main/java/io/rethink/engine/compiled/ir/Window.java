package io.rethink.engine.compiled.ir;

import java.util.stream.IntStream;

/**
 * How a kernel moves over an image.
 *
 * @param vertical along the rows
 * @param horizontal along the columns
 */
public record Window(Axis vertical, Axis horizontal) {

  /**
   * One direction of a window.
   *
   * @param kernel number of taps
   * @param stride how far it moves
   * @param dilation distance of neighbouring taps; 1 if they touch
   * @param before zeros in front of the input
   * @param after zeros behind the input; negative where the last inputs are not reached
   * @param outputs number of positions
   */
  public record Axis(int kernel, int stride, int dilation, int before, int after, int outputs) {

    public Axis {
      if (kernel < 1 || stride < 1 || dilation < 1 || before < 0 || outputs < 1) {
        throw new IllegalArgumentException(
            "no such window: kernel %d, stride %d, dilation %d, padding %d, %d outputs"
                .formatted(kernel, stride, dilation, before, outputs));
      }
    }

    /** Padding of {@code padding} on both sides, and as many positions as fit. */
    static Axis padded(int input, int kernel, int stride, int dilation, int padding) {
      int outputs = Math.floorDiv(input + 2 * padding - extent(kernel, dilation), stride) + 1;
      return of(input, kernel, stride, dilation, padding, outputs);
    }

    /** Padding as TensorFlow's SAME: {@code ceil(input / stride)} positions, the odd zero last. */
    static Axis same(int input, int kernel, int stride, int dilation) {
      int outputs = -Math.floorDiv(-input, stride);
      int zeros = Math.max((outputs - 1) * stride + extent(kernel, dilation) - input, 0);
      return of(input, kernel, stride, dilation, zeros / 2, outputs);
    }

    /** As many zeros behind the input as the last position reaches. */
    private static Axis of(
        int input, int kernel, int stride, int dilation, int before, int outputs) {
      int reached = (outputs - 1) * stride + extent(kernel, dilation);
      return new Axis(kernel, stride, dilation, before, reached - input - before, outputs);
    }

    /**
     * The inputs that are read at a position, padding left out.
     *
     * @param position from 0
     * @param length number of inputs
     */
    public IntStream inputs(int position, int length) {
      return IntStream.range(0, kernel)
          .map(tap -> position * stride - before + tap * dilation)
          .filter(input -> input >= 0 && input < length);
    }

    /** How many values the taps span. */
    private static int extent(int kernel, int dilation) {
      return (kernel - 1) * dilation + 1;
    }
  }
}
