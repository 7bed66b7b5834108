package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.InputShape;

/** The central square of each image. Where the margins differ by one, the smaller is first. */
final class CenterCrop extends ForwardingExamples {

  private final InputShape source;
  private final InputShape shape;
  private final ThreadLocal<float[]> whole;

  /**
   * Crops to {@code side} by {@code side}.
   *
   * @throws UserException if the images are smaller
   */
  CenterCrop(Examples examples, int side) {
    super(examples);
    this.source = examples.shape();
    if (side > source.height() || side > source.width()) {
      throw new UserException(
          "dataset.crop is %d, but the images are only %d high and %d wide; choose a smaller crop, or leave it out"
              .formatted(side, source.height(), source.width()));
    }
    this.shape = new InputShape(source.channels(), side, side);
    this.whole = ThreadLocal.withInitial(() -> new float[source.size()]);
  }

  @Override
  public InputShape shape() {
    return shape;
  }

  @Override
  public void read(int index, float[] target, int offset) {
    float[] image = whole.get();
    super.read(index, image, 0);
    int side = shape.width();
    int top = (source.height() - side) / 2;
    int left = (source.width() - side) / 2;
    for (int channel = 0; channel < source.channels(); channel++) {
      for (int row = 0; row < side; row++) {
        int from = (channel * source.height() + top + row) * source.width() + left;
        System.arraycopy(image, from, target, offset + (channel * side + row) * side, side);
      }
    }
  }
}
