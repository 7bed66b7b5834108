package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipAndRotateTest {

  private static Augmentation flipAndRotate(
      boolean flip, double maxAngle, Border border, InputShape shape) {
    return new FlipAndRotate(
        new FlipAndRotate.Config(flip, maxAngle, border), RandomCropTest.dataset(shape));
  }

  /** Always draws the same. */
  private record Fixed(boolean nextBoolean, double nextDouble) implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new AssertionError("no such draw is expected");
    }
  }

  /** Computed by {@code src/test/python/augmentations.py} with PyTorch's {@code grid_sample}. */
  @ParameterizedTest
  @CsvSource({
    "25, false, ZERO, "
        + "0.2649382 0.2515279 -0.2803177 -0.4371104 -0.3043588 0.712348 0.7270367 0.8520787 "
        + "0.6052439 0.5089268 -0.3486326 -0.05686175 0.2508442 0.4628291 0.6444515 -0.5478453 "
        + "-0.7042 -0.7862713 -0.3629872 0.08452378 0.04200101 -0.4437733 -0.8048209 -0.6855395 "
        + "-0.5400963 0.5681601 0.3671918 0.1121704 -0.1767956 -0.4769105 0.6214305 0.671213 "
        + "0.8822168 0.7055825 0.6551203 -0.2282448 -0.3434576 -0.156808 0.3432825 0.2730713",
    "-10, true, ZERO, "
        + "-0.620068 -0.6130902 -0.07153045 0.5923077 0.5817329 -0.1133875 0.4564714 0.9356732 "
        + "0.7141473 0.1765212 0.7354688 0.7872108 0.3418344 -0.3595832 -0.7022577 0.4667662 "
        + "-0.08360562 -0.7835346 -0.7675304 -0.4245572 -0.3457105 -0.7212803 -0.8414189 -0.2035255 "
        + "0.3990363 -0.7447951 -0.4789144 0.1956087 0.7235956 0.7690648 0.05317865 0.6300178 "
        + "0.9561828 0.5662681 0.00941535 0.5462828 0.6621676 0.0704985 -0.5234771 -0.5961159",
    "20, true, EDGE, "
        + "-0.8308508 -0.2419898 0.5608751 0.5994091 -0.02665712 -0.68027 0.204231 0.9121365 "
        + "0.1286 -0.7940456 -0.2026804 0.7122625 0.5289632 -0.5015911 -0.6160193 0.7095167 "
        + "0.6428987 -0.1982074 -0.8407614 -0.7146595 -0.6223029 -0.8715462 -0.3226178 0.587878 "
        + "0.7792673 -0.5432171 -0.5860487 0.404263 0.752828 -0.07061745 -0.8280234 0.00528749 "
        + "0.8950219 0.3179509 -0.6255078 -0.1636061 0.5321776 0.6495964 -0.1046543 -0.7711179",
    "-25, false, REFLECT, "
        + "0.1491557 0.4663118 0.6492496 0.1604535 -0.06412961 -0.9099194 0.01263299 0.8862801 "
        + "0.1856832 -0.7340829 -0.6085992 -0.4899408 0.5560098 0.6449964 -0.3938491 -0.6848402 "
        + "-0.5352825 -0.04475038 0.6998848 0.7989826 0.8435584 0.6752944 -0.171923 -0.6145123 "
        + "-0.7351283 -0.2572489 0.7014147 0.4386779 -0.5698195 -0.524918 -0.6856344 0.2955031 "
        + "0.86168 -0.1085008 -0.9182191 0.05986257 0.2765693 0.716935 0.3761399 0.01127617"
  })
  void turnsAnImageAsPyTorchDoes(int degrees, boolean flip, Border border, String values) {
    double[] expected =
        Arrays.stream(values.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    InputShape shape = new InputShape(2, 4, 5);
    float[] image = new float[shape.size()];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(1 + i);
    }
    float[] target = new float[image.length];
    // With a maximum of 50, a draw of 0.5 + d / 100 from [0, 1) is an angle of d.
    flipAndRotate(true, 50, border, shape)
        .augment(image, target, shape, new Fixed(flip, 0.5 + degrees / 100.0));

    for (int i = 0; i < target.length; i++) {
      assertThat((double) target[i]).as("value %d", i).isCloseTo(expected[i], within(2e-6));
    }
  }

  @Test
  void mirrorsEverySecondImageAndTurnsByUniformAngles() {
    InputShape shape = new InputShape(1, 9, 9);
    float[] columns = new float[shape.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = i % 9 - 4;
    }
    Augmentation augmentation = flipAndRotate(true, 25, Border.ZERO, shape);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    float[] target = new float[shape.size()];
    int draws = 20_000;
    int mirrored = 0;
    double mean = 0;
    double square = 0;
    double largest = 0;
    for (int i = 0; i < draws; i++) {
      augmentation.augment(columns, target, shape, random);
      // Right of the centre stands the angle's cosine, below it minus its sine; mirrored, both
      // change their sign.
      double cosine = target[4 * 9 + 5];
      mirrored += cosine < 0 ? 1 : 0;
      double angle = Math.toDegrees(Math.asin(-target[5 * 9 + 4] * Math.signum(cosine)));
      mean += angle / draws;
      square += angle * angle / draws;
      largest = Math.max(largest, Math.abs(angle));
    }
    assertThat(mirrored / (double) draws).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(draws)));
    assertThat(mean).isCloseTo(0, within(5 * 25 / Math.sqrt(3.0 * draws)));
    assertThat(square).isCloseTo(25 * 25 / 3.0, within(7.0));
    assertThat(largest).isBetween(24.9, 25.001);
  }

  @Test
  void onlyMirrorsWithoutAnAngle() {
    InputShape shape = new InputShape(2, 2, 3);
    float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    float[] target = new float[12];
    Augmentation flip = flipAndRotate(true, 0, Border.ZERO, shape);

    flip.augment(image, target, shape, new Fixed(true, 0));
    assertThat(target).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
    flip.augment(image, target, shape, new Fixed(false, 0));
    assertThat(target).containsExactly(image);
    flipAndRotate(false, 0, Border.ZERO, shape).augment(image, target, shape, new Fixed(true, 0));
    assertThat(target).containsExactly(image);
  }

  @Test
  void refusesVectors() {
    assertThatThrownBy(() -> flipAndRotate(true, 25, Border.ZERO, InputShape.vector(9)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("flip-and-rotate");
  }
}
