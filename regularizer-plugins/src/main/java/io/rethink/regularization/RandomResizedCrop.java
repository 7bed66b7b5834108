package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Positive;
import java.util.random.RandomGenerator;

/**
 * Cuts a rectangle of random area, shape and place out of the image before {@code dataset.crop},
 * and scales it to what the network sees, with bilinear interpolation (Szegedy et al. 2015, section
 * 6). The area is uniform from {@code min-area} of the image to all of it, the logarithm of width
 * over height uniform from {@code -log(max-aspect)} to {@code log(max-aspect)}; where ten draws do
 * not fit into the image, the largest central part of the image with the network's sides is taken.
 */
@Description("Cuts a random part out of a training image, and scales it to what the network sees.")
public final class RandomResizedCrop extends Crop {

  private static final int DRAWS = 10;

  /** The options of {@link RandomResizedCrop}. */
  public record Config(
      @Description("The smallest area of a part, as a share of the image.")
          @Default("0.08")
          @Positive
          @DecimalMax("1")
          double minArea,
      @Description("The largest ratio of a part's longer side to its shorter one.")
          @Default("1.3333333333333333")
          @DecimalMin("1")
          double maxAspect) {}

  private final Config config;

  /**
   * Makes the augmentation.
   *
   * @throws UserException if the examples are no images
   */
  @Inject
  public RandomResizedCrop(Config config, DatasetInfo dataset) {
    super("random-resized-crop", dataset);
    this.config = config;
  }

  @Override
  public void augment(float[] source, float[] target, InputShape shape, RandomGenerator random) {
    Part part = draw(shape, random);
    double[] rows = positions(part.top(), part.height(), window().height(), shape.height());
    double[] columns = positions(part.left(), part.width(), window().width(), shape.width());
    for (int channel = 0; channel < shape.channels(); channel++) {
      int plane = channel * shape.height() * shape.width();
      int to = channel * window().height() * window().width();
      for (double row : rows) {
        int firstRow = (int) row;
        int above = plane + firstRow * shape.width();
        int below = row > firstRow ? above + shape.width() : above;
        float down = (float) (row - firstRow);
        for (double column : columns) {
          int left = (int) column;
          int right = column > left ? left + 1 : left;
          float across = (float) (column - left);
          float upper = source[above + left] * (1 - across) + source[above + right] * across;
          float lower = source[below + left] * (1 - across) + source[below + right] * across;
          target[to++] = upper * (1 - down) + lower * down;
        }
      }
    }
  }

  /** Where pixel centres of a scaled part lie, in pixels of the image, within its border. */
  private static double[] positions(double from, double length, int count, int side) {
    double[] positions = new double[count];
    for (int i = 0; i < count; i++) {
      double position = from + (i + 0.5) * length / count - 0.5;
      positions[i] = Math.min(Math.max(position, 0), side - 1);
    }
    return positions;
  }

  /** A part of an image, in pixels. */
  private record Part(double top, double left, double height, double width) {}

  private Part draw(InputShape shape, RandomGenerator random) {
    double whole = (double) shape.height() * shape.width();
    double widest = Math.log(config.maxAspect());
    for (int i = 0; i < DRAWS; i++) {
      double area = whole * (config.minArea() + (1 - config.minArea()) * random.nextDouble());
      double aspect = Math.exp(widest * (2 * random.nextDouble() - 1));
      double width = Math.sqrt(area * aspect);
      double height = Math.sqrt(area / aspect);
      if (width <= shape.width() && height <= shape.height()) {
        return new Part(
            random.nextDouble() * (shape.height() - height),
            random.nextDouble() * (shape.width() - width),
            height,
            width);
      }
    }
    double scale =
        Math.min(
            (double) shape.height() / window().height(), (double) shape.width() / window().width());
    double height = scale * window().height();
    double width = scale * window().width();
    return new Part((shape.height() - height) / 2, (shape.width() - width) / 2, height, width);
  }
}
