package io.rethink.engine.compiled.ir;

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
      int extent = (kernel - 1) * dilation + 1;
      int outputs = Math.floorDiv(input + 2 * padding - extent, stride) + 1;
      return new Axis(
          kernel,
          stride,
          dilation,
          padding,
          (outputs - 1) * stride + extent - input - padding,
          outputs);
    }

    /** Padding as TensorFlow's SAME: {@code ceil(input / stride)} positions, the odd zero last. */
    static Axis same(int input, int kernel, int stride, int dilation) {
      int extent = (kernel - 1) * dilation + 1;
      int outputs = -Math.floorDiv(-input, stride);
      int zeros = Math.max((outputs - 1) * stride + extent - input, 0);
      int before = zeros / 2;
      return new Axis(
          kernel,
          stride,
          dilation,
          before,
          (outputs - 1) * stride + extent - input - before,
          outputs);
    }
  }
}
