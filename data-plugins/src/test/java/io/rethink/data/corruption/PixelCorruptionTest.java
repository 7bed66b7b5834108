package io.rethink.data.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.data.Split;
import io.rethink.data.TestExamples;
import io.rethink.data.TestSeeds;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PixelCorruptionTest {

  private static final InputShape SHAPE = new InputShape(3, 4, 5);
  private static final int SIZE = 60;
  private static final int N = 200;

  /** Each value tells its place, so that what is read is the permutation itself. */
  private static final TestExamples PLACES = TestExamples.of(N, SHAPE, (index, place) -> place);

  private enum Kind {
    SHUFFLED,
    RANDOM,
    GAUSSIAN;

    Corruption corruption(long seed) {
      TestSeeds seeds = new TestSeeds(seed);
      return switch (this) {
        case SHUFFLED -> new ShuffledPixels(seeds);
        case RANDOM -> new RandomPixels(seeds);
        case GAUSSIAN -> gaussian(GaussianPixels.Statistics.WHOLE, seeds);
      };
    }
  }

  @Property(tries = 100)
  void shufflingPermutesTheValuesOfAnyShape(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 9) int side) {
    InputShape shape = new InputShape(channels, side, side);
    TestExamples examples = TestExamples.of(2, shape, (index, place) -> 100 * index + place);
    for (Kind kind : new Kind[] {Kind.SHUFFLED, Kind.RANDOM}) {
      Examples corrupted = kind.corruption(seed).corrupt(examples, Split.TRAIN);
      float[] values = read(corrupted, 1);
      Arrays.sort(values);
      assertThat(values).containsExactly(read(examples, 1));
    }
  }

  @Test
  void shuffledPixelsUseOnePermutationForEveryImageTrainAndTest() {
    Corruption corruption = Kind.SHUFFLED.corruption(1);
    Examples train = corruption.corrupt(PLACES, Split.TRAIN);
    Examples test = corruption.corrupt(PLACES, Split.TEST);

    float[] permutation = read(train, 0);
    assertThat(permutation).isNotEqualTo(read(PLACES, 0));
    for (int i = 0; i < N; i++) {
      assertThat(read(train, i)).containsExactly(permutation);
      assertThat(read(test, i)).containsExactly(permutation);
    }
  }

  @Test
  void randomPixelsUseAnotherPermutationForEachImageOfBothSplits() {
    Corruption corruption = Kind.RANDOM.corruption(1);
    Set<String> permutations = new HashSet<>();
    for (Split split : Split.values()) {
      Examples corrupted = corruption.corrupt(PLACES, split);
      IntStream.range(0, N)
          .mapToObj(i -> Arrays.toString(read(corrupted, i)))
          .forEach(permutations::add);
    }
    assertThat(permutations).hasSize(2 * N);
  }

  /** A uniform permutation brings each value to each place with probability 1/60. */
  @ParameterizedTest
  @EnumSource(names = {"SHUFFLED", "RANDOM"})
  void permutationsAreUniform(Kind kind) {
    int draws = 12_000;
    int[][] counts = new int[SIZE][SIZE];
    Examples images = TestExamples.of(draws, SHAPE, (index, place) -> place);
    Examples random = kind.corruption(1).corrupt(images, Split.TRAIN);
    for (int draw = 0; draw < draws; draw++) {
      float[] values =
          kind == Kind.RANDOM
              ? read(random, draw)
              : read(kind.corruption(draw).corrupt(PLACES, Split.TRAIN), 0);
      for (int place = 0; place < SIZE; place++) {
        counts[place][(int) values[place]]++;
      }
    }
    double expected = (double) draws / SIZE;
    double deviation = Math.sqrt(expected * (1 - 1.0 / SIZE));
    for (int[] row : counts) {
      for (int count : row) {
        assertThat((double) count).isCloseTo(expected, within(5 * deviation));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void imagesAreTheSameInEveryEpochAndInAnyOrder(Kind kind) {
    Corruption corruption = kind.corruption(1);
    Examples corrupted = corruption.corrupt(PLACES, Split.TRAIN);
    float[][] firstEpoch =
        IntStream.range(0, N).mapToObj(i -> read(corrupted, i)).toArray(float[][]::new);

    IntStream.range(0, N)
        .parallel()
        .map(i -> N - 1 - i)
        .forEach(i -> assertThat(read(corrupted, i)).containsExactly(firstEpoch[i]));
    Examples again = kind.corruption(1).corrupt(PLACES, Split.TRAIN);
    assertThat(read(again, 7)).containsExactly(firstEpoch[7]);
    Examples other = kind.corruption(2).corrupt(PLACES, Split.TRAIN);
    assertThat(read(other, 7)).isNotEqualTo(firstEpoch[7]);
  }

  @ParameterizedTest
  @EnumSource
  void labelsStayAndOnlyTheImagesOwnPlacesAreWritten(Kind kind) {
    Corruption corruption = kind.corruption(1);
    for (Split split : Split.values()) {
      Examples corrupted = corruption.corrupt(PLACES, split);
      float[] target = new float[SIZE + 2];
      target[0] = -1;
      target[SIZE + 1] = -1;
      corrupted.read(3, target, 1);

      assertThat(Arrays.copyOfRange(target, 1, SIZE + 1)).containsExactly(read(corrupted, 3));
      assertThat(target[0]).isEqualTo(-1);
      assertThat(target[SIZE + 1]).isEqualTo(-1);
      assertThat(corrupted.label(3)).isEqualTo(PLACES.label(3));
      assertThat(corrupted.trueLabel(3)).isEqualTo(PLACES.label(3));
      assertThatThrownBy(() -> read(corrupted, N)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /**
   * Each channel alternates between its mean plus and minus its deviation, so both are exact. The
   * mean of n Gaussian values has a deviation of s/sqrt(n), their variance one of s^2 sqrt(2/n).
   */
  @Test
  void gaussianPixelsHaveTheMomentsOfEachChannel() {
    double[] means = {0.25, 0.5, 0.75};
    double[] deviations = {0.125, 0.25, 0.0625};
    Examples corrupted =
        corrupt(alternating(means, deviations), GaussianPixels.Statistics.PER_CHANNEL);

    for (int channel = 0; channel < 3; channel++) {
      assertMoments(corrupted, 20 * channel, 20, means[channel], deviations[channel]);
    }
  }

  /** The variance of the whole is the mean of the channels' plus the variance of their means. */
  @Test
  void gaussianPixelsHaveTheMomentsOfTheWholeDataInEachChannel() {
    double[] means = {0.25, 0.5, 0.75};
    double[] deviations = {0.125, 0.25, 0.0625};
    double variance = (0.125 * 0.125 + 0.25 * 0.25 + 0.0625 * 0.0625) / 3 + (2 * 0.25 * 0.25) / 3;
    Examples corrupted = corrupt(alternating(means, deviations), GaussianPixels.Statistics.WHOLE);

    for (int channel = 0; channel < 3; channel++) {
      assertMoments(corrupted, 20 * channel, 20, 0.5, Math.sqrt(variance));
    }
  }

  /** Of Gaussian values, erf(1/sqrt 2) = 0.6827 lie within one deviation of the mean. */
  @Test
  void gaussianPixelsAreGaussian() {
    Examples corrupted =
        corrupt(
            alternating(new double[] {0.5, 0.5, 0.5}, new double[] {0.25, 0.25, 0.25}),
            GaussianPixels.Statistics.WHOLE);
    long within =
        IntStream.range(0, corrupted.size())
            .mapToLong(
                i -> {
                  float[] values = read(corrupted, i);
                  return IntStream.range(0, SIZE)
                      .filter(j -> Math.abs(values[j] - 0.5) < 0.25)
                      .count();
                })
            .sum();
    double n = (double) corrupted.size() * SIZE;
    assertThat(within / n).isCloseTo(0.682689, within(5 * Math.sqrt(0.682689 * 0.317311 / n)));
  }

  @Test
  void testImagesHaveTheMomentsOfTheTrainingDataAndOtherNoise() {
    GaussianPixels corruption = gaussian(GaussianPixels.Statistics.WHOLE, new TestSeeds(1));
    Examples train =
        corruption.corrupt(
            alternating(new double[] {0.5, 0.5, 0.5}, new double[] {0.25, 0.25, 0.25}),
            Split.TRAIN);
    Examples test =
        corruption.corrupt(
            alternating(new double[] {0.1, 0.1, 0.1}, new double[] {0.01, 0.01, 0.01}), Split.TEST);

    assertMoments(test, 0, SIZE, 0.5, 0.25);
    assertThat(read(test, 0)).isNotEqualTo(read(train, 0));
  }

  @Test
  void gaussianPixelsNeedTheTrainingDataFirst() {
    Corruption corruption = Kind.GAUSSIAN.corruption(1);

    assertThatThrownBy(() -> corruption.corrupt(PLACES, Split.TEST))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Examples corrupt(Examples examples, GaussianPixels.Statistics statistics) {
    return gaussian(statistics, new TestSeeds(1)).corrupt(examples, Split.TRAIN);
  }

  private static GaussianPixels gaussian(GaussianPixels.Statistics statistics, TestSeeds seeds) {
    return new GaussianPixels(new GaussianPixels.Config(statistics), seeds);
  }

  private static TestExamples alternating(double[] means, double[] deviations) {
    return TestExamples.of(
        4000,
        SHAPE,
        (index, place) ->
            (float) (means[place / 20] + (index % 2 == 0 ? 1 : -1) * deviations[place / 20]));
  }

  private static void assertMoments(
      Examples examples, int from, int places, double mean, double deviation) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < examples.size(); i++) {
      float[] values = read(examples, i);
      for (int j = from; j < from + places; j++) {
        sum += values[j] - mean;
        squares += (values[j] - mean) * (values[j] - mean);
      }
    }
    double n = (double) examples.size() * places;
    assertThat(sum / n).isCloseTo(0, within(5 * deviation / Math.sqrt(n)));
    assertThat(squares / n)
        .isCloseTo(deviation * deviation, within(5 * deviation * deviation * Math.sqrt(2 / n)));
  }

  private static float[] read(Examples examples, int index) {
    float[] values = new float[examples.shape().size()];
    examples.read(index, values, 0);
    return values;
  }
}
