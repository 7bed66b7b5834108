package io.rethink.regularization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomCropTest {

  private static final InputShape SHAPE = new InputShape(2, 3, 4);

  /** Rows {@code abcd}, {@code efgh}, {@code ijkl}, and the second channel's. */
  private static final String IMAGE = "abcdefghijklmnopqrstuvwx";

  static DatasetInfo dataset(InputShape shape) {
    return new DatasetInfo("pictures", shape, List.of("yes", "no"), 1, 1, "0");
  }

  private static Augmentation crop(int padding, Border border) {
    return crop(padding, border, SHAPE);
  }

  private static Augmentation crop(int padding, Border border, InputShape window) {
    return new RandomCrop(new RandomCrop.Config(padding, border), dataset(window));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static String letters(float[] values) {
    StringBuilder letters = new StringBuilder();
    for (float value : values) {
      letters.append(value == 0 ? '.' : (char) value);
    }
    return letters.toString();
  }

  private static float[] image() {
    float[] image = new float[IMAGE.length()];
    for (int i = 0; i < image.length; i++) {
      image[i] = IMAGE.charAt(i);
    }
    return image;
  }

  /** With {@code numpy.pad(image, 3, mode)}, for the modes constant, edge and reflect. */
  @ParameterizedTest
  @CsvSource({
    "ZERO, .......... .......... .......... ...abcd... ...efgh... ...ijkl... "
        + ".......... .......... ..........",
    "EDGE, aaaabcdddd aaaabcdddd aaaabcdddd aaaabcdddd eeeefghhhh iiiijkllll "
        + "iiiijkllll iiiijkllll iiiijkllll",
    "REFLECT, hgfefghgfe lkjijklkji hgfefghgfe dcbabcdcba hgfefghgfe lkjijklkji "
        + "hgfefghgfe dcbabcdcba hgfefghgfe"
  })
  void cutsEveryWindowOfThePaddedImageEquallyOften(Border border, String padded) {
    Augmentation crop = crop(3, border);
    RandomGenerator random = random(1);
    float[] image = image();
    float[] target = new float[image.length];
    Map<String, Integer> windows = new HashMap<>();
    int draws = 49_000;
    for (int i = 0; i < draws; i++) {
      crop.augment(image, target, SHAPE, random);
      String result = letters(target);
      windows.merge(result.substring(0, 12), 1, Integer::sum);
      // The second channel moves with the first: 'm' is to 'a' as 12 to 0.
      for (int j = 0; j < 12; j++) {
        char first = result.charAt(j);
        assertThat(result.charAt(j + 12)).isEqualTo(first == '.' ? '.' : (char) (first + 12));
      }
    }
    Map<String, Integer> expected = new HashMap<>();
    List<String> rows = List.of(padded.split(" ", -1));
    for (int top = 0; top < 7; top++) {
      for (int left = 0; left < 7; left++) {
        StringBuilder window = new StringBuilder();
        for (String row : rows.subList(top, top + 3)) {
          window.append(row, left, left + 4);
        }
        expected.merge(window.toString(), 1, Integer::sum);
      }
    }
    assertThat(windows).containsOnlyKeys(expected.keySet());
    expected.forEach(
        (window, times) -> {
          double share = times / 49.0;
          assertThat(windows.getOrDefault(window, 0) / (double) draws)
              .as(window)
              .isCloseTo(share, within(5 * Math.sqrt(share / draws)));
        });
  }

  @Test
  void cutsSmallerWindowsEquallyOftenOutOfTheWholeImage() {
    InputShape window = new InputShape(2, 2, 3);
    Augmentation crop = crop(0, Border.ZERO, window);
    assertThat(crop.precedesCrop()).isTrue();
    assertThat(crop.output(SHAPE)).isEqualTo(window);
    float[] target = new float[window.size()];
    RandomGenerator random = random(3);
    Map<String, Integer> windows = new HashMap<>();
    for (int i = 0; i < 40_000; i++) {
      crop.augment(image(), target, SHAPE, random);
      windows.merge(letters(target), 1, Integer::sum);
    }
    assertThat(windows)
        .containsOnlyKeys("abcefgmnoqrs", "bcdfghnoprst", "efgijkqrsuvw", "fghjklrstvwx");
    // Each of the four has a share of 1/4, with a deviation of sqrt(3/16/40000).
    assertThat(windows.values())
        .allSatisfy(times -> assertThat(times / 40_000.0).isCloseTo(0.25, within(0.011)));
  }

  /** With {@code numpy.pad(image, 1)}, of which windows of 2 x 6 are cut. */
  @Test
  void cutsSmallAndLargeSidesOutOfThePaddedImage() {
    InputShape window = new InputShape(2, 2, 6);
    Augmentation crop = crop(1, Border.ZERO, window);
    float[] target = new float[window.size()];
    RandomGenerator random = random(4);
    Map<String, Integer> windows = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      crop.augment(image(), target, SHAPE, random);
      windows.merge(letters(target).substring(0, 12), 1, Integer::sum);
    }
    assertThat(windows)
        .containsOnlyKeys(".......abcd.", ".abcd..efgh.", ".efgh..ijkl.", ".ijkl.......");
  }

  @Test
  void refusesWhatCannotBeCutInSeveralWays() {
    assertThatThrownBy(() -> crop(0, Border.ZERO).output(SHAPE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("dataset.crop")
        .hasMessageContaining("padding");
    assertThatThrownBy(() -> crop(1, Border.ZERO, new InputShape(2, 6, 4)).output(SHAPE))
        .isInstanceOf(UserException.class)
        .hasMessage("random-crop cannot cut 2x6x4 out of 2x3x4, padded by 1; make padding larger");
  }

  @Test
  void movesAnImageRightOutOfViewWhereThePaddingIsLarge() {
    float[] target = new float[SHAPE.size()];
    Augmentation crop = crop(40, Border.ZERO);
    RandomGenerator random = random(2);
    int empty = 0;
    int draws = 4_000;
    for (int i = 0; i < draws; i++) {
      crop.augment(image(), target, SHAPE, random);
      empty += letters(target).matches("\\.*") ? 1 : 0;
    }
    // Of 81 x 81 positions, 5 x 7 show some of the image.
    assertThat(empty / (double) draws).isCloseTo(1 - 35.0 / 6561, within(0.006));
  }

  @Test
  void refusesVectors() {
    assertThatThrownBy(
            () ->
                new RandomCrop(
                    new RandomCrop.Config(4, Border.ZERO), dataset(InputShape.vector(64))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("random-crop")
        .hasMessageContaining("pictures")
        .hasMessageContaining("64");
  }
}
