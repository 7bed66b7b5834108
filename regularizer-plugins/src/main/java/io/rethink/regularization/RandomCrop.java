package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Pads an image on every side and cuts a window of its own size out of that, uniformly among all
 * positions: the image is shifted by up to {@code padding} pixels in each direction (Lee et al.
 * 2015, section 4).
 */
@Description("Shifts a training image at random, by padding it and cutting out its own size.")
public final class RandomCrop implements Augmentation {

  /** The options of {@link RandomCrop}. */
  public record Config(
      @Description("By how many pixels an image is padded on each side.") @Default("4") @Positive
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
    Images.require("random-crop", dataset);
    this.padding = config.padding();
    this.border = config.border();
  }

  @Override
  public void augment(float[] source, float[] target, InputShape shape, RandomGenerator random) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    int height = shape.height();
    int width = shape.width();
    for (int channel = 0; channel < shape.channels(); channel++) {
      int plane = channel * height * width;
      for (int y = 0; y < height; y++) {
        int to = plane + y * width;
        int row = border.index(y + down, height);
        if (row == Border.NONE) {
          Arrays.fill(target, to, to + width, 0);
        } else {
          shift(source, plane + row * width, target, to, width, right);
        }
      }
    }
  }

  private void shift(float[] source, int from, float[] target, int to, int width, int right) {
    int first = Math.min(width, Math.max(0, -right));
    int end = Math.max(first, Math.min(width, width - right));
    if (end > first) {
      System.arraycopy(source, from + first + right, target, to + first, end - first);
    }
    for (int x = 0; x < first; x++) {
      target[to + x] = beyond(source, from, width, x + right);
    }
    for (int x = end; x < width; x++) {
      target[to + x] = beyond(source, from, width, x + right);
    }
  }

  private float beyond(float[] source, int from, int width, int x) {
    int column = border.index(x, width);
    return column == Border.NONE ? 0 : source[from + column];
  }
}
