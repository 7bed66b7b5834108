package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import java.util.Collections;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {

  private static final InputShape WINDOW = new InputShape(2, 16, 16);
  private static final InputShape IMAGE = new InputShape(2, 40, 60);

  private static RandomResizedCrop crop(double minArea, double maxAspect, InputShape window) {
    return new RandomResizedCrop(
        new RandomResizedCrop.Config(minArea, maxAspect),
        new DatasetInfo("images", window, Collections.nCopies(2, "class"), 1, 1, "0"));
  }

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(7);
  }

  /** The row in the first channel, the column in the second. */
  private static float[] coordinates(InputShape shape) {
    float[] values = new float[shape.size()];
    int plane = shape.height() * shape.width();
    for (int i = 0; i < plane; i++) {
      values[i] = Math.floorDiv(i, shape.width());
      values[plane + i] = i % shape.width();
    }
    return values;
  }

  /** Height and width of a part, from how far apart its pixels lie; those at the border are cut. */
  private static double[] sides(float[] target) {
    return new double[] {
      (target[14 * 16] - target[16]) / 13.0 * 16, (target[256 + 14] - target[256 + 1]) / 13.0 * 16
    };
  }

  @Test
  void areasAreUniform() {
    RandomResizedCrop crop = crop(0.1, 1, WINDOW);
    InputShape square = new InputShape(2, 40, 40);
    assertThat(crop.precedesCrop()).isTrue();
    assertThat(crop.output(square)).isEqualTo(WINDOW);
    float[] source = coordinates(square);
    float[] target = new float[WINDOW.size()];
    RandomGenerator random = random();
    int count = 4000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      crop.augment(source, target, square, random);
      double[] sides = sides(target);
      assertThat(sides[0]).isCloseTo(sides[1], within(1e-4));
      double area = sides[0] * sides[1] / (40 * 40);
      assertThat(area).isBetween(0.0999, 1.0001);
      sum += area / count;
      squares += area * area / count;
    }
    double variance = 0.9 * 0.9 / 12;
    assertThat(sum).isCloseTo(0.55, within(4 * Math.sqrt(variance / count)));
    assertThat(squares - sum * sum).isCloseTo(variance, within(0.05 * variance));
  }

  @Test
  void shapesAreUniformInTheLogarithmAsFarAsTheyFit() {
    RandomResizedCrop crop = crop(0.08, 4.0 / 3, WINDOW);
    float[] source = coordinates(IMAGE);
    float[] target = new float[WINDOW.size()];
    RandomGenerator random = random();
    int small = 0;
    double squares = 0;
    for (int i = 0; i < 6000; i++) {
      crop.augment(source, target, IMAGE, random);
      double[] sides = sides(target);
      double logarithm = Math.log(sides[1] / sides[0]);
      assertThat(Math.abs(logarithm)).isLessThan(Math.log(4.0 / 3) + 1e-4);
      // Below this area even the highest part fits into 40 rows.
      if (sides[0] * sides[1] < 40 * 40 * 3 / 4.0) {
        small++;
        squares += logarithm * logarithm;
      }
    }
    double expected = Math.log(4.0 / 3) * Math.log(4.0 / 3) / 3;
    assertThat(squares / small).isCloseTo(expected, within(0.05 * expected));
  }

  @Test
  void scalesAPartByBilinearInterpolation() {
    RandomResizedCrop crop = crop(0.999, 1, new InputShape(2, 20, 20));
    float[] target = new float[2 * 400];
    InputShape square = new InputShape(2, 40, 40);
    crop.augment(coordinates(square), target, square, random());
    // All but the whole image, at half the size: a pixel's centre lies between two.
    for (int i = 1; i < 19; i++) {
      assertThat(target[i * 20]).isCloseTo(2 * i + 0.5f, within(0.05f));
      assertThat(target[400 + i]).isCloseTo(2 * i + 0.5f, within(0.05f));
    }
  }

  @Test
  void takesTheCentreWhereNothingFits() {
    InputShape narrow = new InputShape(2, 8, 100);
    RandomResizedCrop crop = crop(1, 1, new InputShape(2, 4, 4));
    float[] target = new float[2 * 16];
    crop.augment(coordinates(narrow), target, narrow, random());
    // The central 8x8 of 8x100, at half the size.
    assertThat(target[0]).isCloseTo(0.5f, within(1e-5f));
    assertThat(target[15]).isCloseTo(6.5f, within(1e-5f));
    assertThat(target[16]).isCloseTo(46.5f, within(1e-5f));
    assertThat(target[31]).isCloseTo(52.5f, within(1e-5f));
  }

  @Test
  void refusesVectors() {
    assertThatThrownBy(() -> crop(0.1, 1, InputShape.vector(5)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("random-resized-crop");
  }
}
