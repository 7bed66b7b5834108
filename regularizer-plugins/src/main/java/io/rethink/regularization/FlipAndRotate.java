package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.random.RandomGenerator;

/**
 * Mirrors an image left to right, every second time, and turns it about its centre by an angle that
 * is uniform between {@code -max-angle} and {@code max-angle}, with bilinear interpolation. Zhang
 * et al. 2017 (appendix E) turn by up to 25 degrees.
 */
@Description("Mirrors a training image left to right at random, and turns it by a random angle.")
public final class FlipAndRotate implements Augmentation {

  /** The options of {@link FlipAndRotate}. */
  public record Config(
      @Description("Whether every second image is mirrored left to right.") @Default("true")
          boolean flip,
      @Description("By how many degrees an image is turned at most, either way; 0 for no rotation.")
          @Default("25")
          @PositiveOrZero
          @Max(180)
          double maxAngle,
      @Description("What a turned image shows where it was beyond its border.") @Default("zero")
          Border border) {}

  private final boolean flip;
  private final double maxAngle;
  private final Border border;

  /**
   * Makes the augmentation.
   *
   * @throws UserException if the examples are no images
   */
  @Inject
  public FlipAndRotate(Config config, DatasetInfo dataset) {
    Images.require("flip-and-rotate", dataset);
    this.flip = config.flip();
    this.maxAngle = config.maxAngle();
    this.border = config.border();
  }

  @Override
  public void augment(float[] source, float[] target, InputShape shape, RandomGenerator random) {
    boolean mirrored = flip && random.nextBoolean();
    if (maxAngle > 0) {
      double angle = Math.toRadians((2 * random.nextDouble() - 1) * maxAngle);
      turn(source, target, shape, angle, mirrored);
    } else if (mirrored) {
      mirror(source, target, shape);
    } else {
      System.arraycopy(source, 0, target, 0, shape.size());
    }
  }

  private static void mirror(float[] source, float[] target, InputShape shape) {
    int width = shape.width();
    for (int row = 0; row < shape.size(); row += width) {
      int last = row + width - 1;
      for (int x = 0; x < width; x++) {
        target[row + x] = source[last - x];
      }
    }
  }

  /** Turns counter-clockwise, after mirroring if asked to. */
  private void turn(
      float[] source, float[] target, InputShape shape, double angle, boolean mirrored) {
    int height = shape.height();
    int width = shape.width();
    float middleX = (width - 1) / 2f;
    float middleY = (height - 1) / 2f;
    float side = mirrored ? -1 : 1;
    float cos = (float) Math.cos(angle);
    float sin = (float) Math.sin(angle);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float fromX = middleX + side * (cos * (x - middleX) - sin * (y - middleY));
        float fromY = middleY + sin * (x - middleX) + cos * (y - middleY);
        // Truncation is floor for what the inner case below accepts, and cheaper.
        int left = (int) fromX;
        int top = (int) fromY;
        int to = y * width + x;
        if (fromX >= 0 && fromY >= 0 && left < width - 1 && top < height - 1) {
          float right = fromX - left;
          float down = fromY - top;
          inside(source, top * width + left, target, to, shape, right, down);
        } else {
          atBorder(source, target, to, shape, fromX, fromY);
        }
      }
    }
  }

  /** Interpolates between four pixels of the image, the first of which is at {@code from}. */
  private static void inside(
      float[] source, int from, float[] target, int to, InputShape shape, float right, float down) {
    int width = shape.width();
    int plane = shape.height() * width;
    for (int at = from, end = to; at < shape.size(); at += plane, end += plane) {
      float above = source[at] + right * (source[at + 1] - source[at]);
      float below = source[at + width] + right * (source[at + width + 1] - source[at + width]);
      target[end] = above + down * (below - above);
    }
  }

  private void atBorder(
      float[] source, float[] target, int to, InputShape shape, float fromX, float fromY) {
    int height = shape.height();
    int width = shape.width();
    int x = (int) Math.floor(fromX);
    int y = (int) Math.floor(fromY);
    float right = fromX - x;
    float down = fromY - y;
    int left = border.index(x, width);
    int next = border.index(x + 1, width);
    int top = border.index(y, height);
    int bottom = border.index(y + 1, height);
    int plane = height * width;
    for (int at = 0, end = to; at < shape.size(); at += plane, end += plane) {
      float above = between(source, at, top, left, next, width, right);
      float below = between(source, at, bottom, left, next, width, right);
      target[end] = above + down * (below - above);
    }
  }

  /** Interpolates between two columns of one row, any of which may be beyond the border. */
  private static float between(
      float[] source, int plane, int row, int left, int next, int width, float right) {
    if (row == Border.NONE) {
      return 0;
    }
    float first = left == Border.NONE ? 0 : source[plane + row * width + left];
    float second = next == Border.NONE ? 0 : source[plane + row * width + next];
    return first + right * (second - first);
  }
}
