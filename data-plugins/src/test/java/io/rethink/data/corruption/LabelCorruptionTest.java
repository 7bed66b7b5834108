package io.rethink.data.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.Corruption;
import io.rethink.api.data.Examples;
import io.rethink.api.data.Split;
import io.rethink.data.TestExamples;
import io.rethink.data.TestSeeds;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts are held to five standard deviations of their binomial distributions. */
class LabelCorruptionTest {

  private static final int N = 50_000;
  private static final int CLASSES = 10;
  private static final TestExamples CLEAN = TestExamples.labelled(N, CLASSES);

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1.0})
  void nineTenthsOfTheUniformlyReplacedLabelsOfTenClassesReallyChange(double probability) {
    for (Corruption uniform :
        List.of(partial(probability, Replacement.UNIFORM), random(probability, false))) {
      Examples noisy = uniform.corrupt(CLEAN, Split.TRAIN);

      assertBinomial(count(i -> noisy.label(i) != CLEAN.label(i)), N, 0.9 * probability);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1.0})
  void allOfTheLabelsReplacedByWrongOnesChange(double probability) {
    Examples noisy = partial(probability, Replacement.WRONG).corrupt(CLEAN, Split.TRAIN);

    assertBinomial(count(i -> noisy.label(i) != CLEAN.label(i)), N, probability);
  }

  @Test
  void randomLabelsAreUniformWhateverTheTrueLabelIs() {
    Examples noisy = random(1.0, false).corrupt(CLEAN, Split.TRAIN);

    for (int from = 0; from < CLASSES; from++) {
      for (int to = 0; to < CLASSES; to++) {
        assertBinomial(transitions(noisy, from, to), N / CLASSES, 1.0 / CLASSES);
      }
    }
  }

  @Test
  void wrongLabelsAreUniformOverTheOtherClasses() {
    Examples noisy = partial(1.0, Replacement.WRONG).corrupt(CLEAN, Split.TRAIN);

    for (int from = 0; from < CLASSES; from++) {
      for (int to = 0; to < CLASSES; to++) {
        double expected = from == to ? 0 : 1.0 / (CLASSES - 1);
        assertBinomial(transitions(noisy, from, to), N / CLASSES, expected);
      }
    }
  }

  @Test
  void labelsAreReplacedIndependently() {
    Examples noisy = partial(0.5, Replacement.WRONG).corrupt(CLEAN, Split.TRAIN);

    IntPredicate changed = i -> noisy.label(i) != CLEAN.label(i);
    int bothOfAPair =
        (int)
            IntStream.range(0, N / 2)
                .filter(i -> changed.test(2 * i) && changed.test(2 * i + 1))
                .count();
    assertBinomial(bothOfAPair, N / 2, 0.25);
  }

  @Test
  void probabilityZeroChangesNothing() {
    Examples noisy = partial(0, Replacement.UNIFORM).corrupt(CLEAN, Split.TRAIN);

    assertThat(count(i -> noisy.label(i) != CLEAN.label(i))).isZero();
  }

  @Test
  void theTrueLabelStaysReadable() {
    Examples noisy = random(1.0, false).corrupt(CLEAN, Split.TRAIN);

    assertThat(count(i -> noisy.trueLabel(i) == CLEAN.label(i))).isEqualTo(N);
  }

  @Test
  void aSecondCorruptionKeepsTheTrueLabelOfTheData() {
    Examples once = random(1.0, false).corrupt(CLEAN, Split.TRAIN);
    Examples twice = partial(1.0, Replacement.WRONG).corrupt(once, Split.TRAIN);

    assertThat(count(i -> twice.trueLabel(i) == CLEAN.label(i))).isEqualTo(N);
    assertThat(count(i -> twice.label(i) == CLEAN.label(i))).isZero();
  }

  @Test
  void labelsCorruptedAtALowerProbabilityAreAmongThoseAtAHigher() {
    Examples low = partial(0.2, Replacement.WRONG).corrupt(CLEAN, Split.TRAIN);
    Examples high = partial(0.6, Replacement.WRONG).corrupt(CLEAN, Split.TRAIN);

    assertThat(count(i -> low.label(i) != CLEAN.label(i) && low.label(i) != high.label(i)))
        .isZero();
  }

  @Test
  void examplesLeftAloneAtALowerProbabilityOfRandomLabelsContainThoseAtAHigher() {
    Examples low = random(0.2, false).corrupt(CLEAN, Split.TRAIN);
    Examples high = random(0.6, false).corrupt(CLEAN, Split.TRAIN);

    assertThat(count(i -> low.label(i) != CLEAN.label(i) && low.label(i) != high.label(i)))
        .isZero();
  }

  @Test
  void labelsStayFixedAndDependOnTheSeedAlone() {
    Examples noisy = random(1.0, false).corrupt(CLEAN, Split.TRAIN);
    Examples again = random(1.0, false).corrupt(CLEAN, Split.TRAIN);
    Examples other =
        new RandomLabels(new RandomLabels.Config(1.0, false), new TestSeeds(2))
            .corrupt(CLEAN, Split.TRAIN);

    int[] firstEpoch = IntStream.range(0, N).map(noisy::label).toArray();
    int[] secondEpoch = IntStream.range(0, N).map(noisy::label).toArray();
    assertThat(secondEpoch).isEqualTo(firstEpoch);
    assertThat(count(i -> noisy.label(i) != again.label(i))).isZero();
    assertBinomial(count(i -> noisy.label(i) == other.label(i)), N, 0.1);
  }

  @Test
  void testLabelsStayTrueUnlessAskedForByName() {
    Examples kept = random(1.0, false).corrupt(CLEAN, Split.TEST);
    Examples replaced = random(1.0, true).corrupt(CLEAN, Split.TEST);

    assertThat(count(i -> kept.label(i) != CLEAN.label(i))).isZero();
    assertBinomial(count(i -> replaced.label(i) != CLEAN.label(i)), N, 0.9);
  }

  @Test
  void testLabelsComeFromAStreamOfTheirOwn() {
    Examples train = random(1.0, true).corrupt(CLEAN, Split.TRAIN);
    Examples test = random(1.0, true).corrupt(CLEAN, Split.TEST);

    assertBinomial(count(i -> train.label(i) == test.label(i)), N, 0.1);
  }

  @Test
  void wrongLabelsNeedASecondClass() {
    Corruption wrong = partial(1.0, Replacement.WRONG);

    assertThatThrownBy(() -> wrong.corrupt(TestExamples.labelled(3, 1), Split.TRAIN))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("replacement = uniform");
  }

  private static Corruption random(double probability, boolean testLabels) {
    return new RandomLabels(new RandomLabels.Config(probability, testLabels), new TestSeeds(1));
  }

  private static Corruption partial(double probability, Replacement replacement) {
    return new PartialLabels(
        new PartialLabels.Config(probability, replacement, false), new TestSeeds(1));
  }

  private static int transitions(Examples noisy, int from, int to) {
    return count(i -> CLEAN.label(i) == from && noisy.label(i) == to);
  }

  private static int count(IntPredicate condition) {
    return (int) IntStream.range(0, N).filter(condition).count();
  }

  private static void assertBinomial(int count, int trials, double probability) {
    double deviation = Math.sqrt(trials * probability * (1 - probability));
    assertThat((double) count)
        .isBetween(trials * probability - 5 * deviation, trials * probability + 5 * deviation);
  }
}
