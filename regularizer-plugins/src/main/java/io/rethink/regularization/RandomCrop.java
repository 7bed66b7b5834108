package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Cuts a window out of an image, uniformly among all positions: as large as {@code dataset.crop}
 * asks for, out of the image before that crop (Zhang et al. 2017, appendix E, cut 28x28 out of
 * 32x32). With {@code padding}, the image is padded on every side first; of a window as large as
 * the image this leaves a shift by up to {@code padding} pixels (Lee et al. 2015, section 4).
 */
@Description("Cuts out of a training image, at random, as much as the network sees.")
public final class RandomCrop extends Crop {

  /** As large as the largest images; a shift by more leaves nothing of any image. */
  private static final int MOST_PADDING = 16_384;

  /** The options of {@link RandomCrop}. */
  public record Config(
      @Description(
              "By how many pixels an image is padded on each side; without dataset.crop, 4 is"
                  + " usual.")
          @Default("0")
          @PositiveOrZero
          @Max(MOST_PADDING)
          int padding,
      @Description("What the padding shows.") @Default("zero") Border border) {}

  private final int padding;
  private final Border border;

  /**
   * Makes the augmentation.
   *
   * @throws UserException if the examples are no images
   */
  @Inject
  public RandomCrop(Config config, DatasetInfo dataset) {
    super("random-crop", dataset);
    this.padding = config.padding();
    this.border = config.border();
  }

  /**
   * The shape of the windows.
   *
   * @throws UserException if there is one position alone, or none
   */
  @Override
  public InputShape output(InputShape input) {
    int down = freedom(input.height(), window().height());
    int right = freedom(input.width(), window().width());
    if (down < 0 || right < 0) {
      throw new UserException(
          "random-crop cannot cut %s out of %s, padded by %d; make padding larger"
              .formatted(window(), input, padding));
    }
    if (down == 0 && right == 0) {
      throw new UserException(
          "random-crop cuts %s out of %s, which it can do in one way only. Set dataset.crop to the side of the window, or padding (4 is usual) to shift whole images."
              .formatted(window(), input));
    }
    return super.output(input);
  }

  /** How many positions a window has along one side, less one. */
  private int freedom(int side, int windowSide) {
    return side + 2 * padding - windowSide;
  }

  @Override
  public void augment(float[] source, float[] target, InputShape shape, RandomGenerator random) {
    int down = random.nextInt(freedom(shape.height(), window().height()) + 1) - padding;
    int right = random.nextInt(freedom(shape.width(), window().width()) + 1) - padding;
    int height = shape.height();
    int width = shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int plane = channel * height * width;
      for (int y = 0; y < window().height(); y++) {
        int to = (channel * window().height() + y) * window().width();
        int row = border.index(y + down, height);
        if (row == Border.NONE) {
          Arrays.fill(target, to, to + window().width(), 0);
        } else {
          cut(source, plane + row * width, width, target, to, right);
        }
      }
    }
  }

  /** Cuts a row of the window, from column {@code right} on, out of a row of the image. */
  private void cut(float[] source, int from, int width, float[] target, int to, int right) {
    int length = window().width();
    int first = Math.min(length, Math.max(0, -right));
    int end = Math.max(first, Math.min(length, width - right));
    if (end > first) {
      System.arraycopy(source, from + first + right, target, to + first, end - first);
    }
    for (int x = 0; x < first; x++) {
      target[to + x] = beyond(source, from, width, x + right);
    }
    for (int x = end; x < length; x++) {
      target[to + x] = beyond(source, from, width, x + right);
    }
  }

  private float beyond(float[] source, int from, int width, int x) {
    int column = border.index(x, width);
    return column == Border.NONE ? 0 : source[from + column];
  }
}
