package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.measurement.Margins.Normalization;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarginsTest {

  // Given labels 0, 1, 2 where 0 is true: margins 1, -3 and 0.5.
  private static final Labelled TRAIN = new Labelled(3, List.of(0, 1, 2), List.of(0, 0, 0));
  private static final Labelled TEST = new Labelled(3, List.of(2, 1), List.of(2, 1));
  private static final FixedNetwork NETWORK =
      FixedNetwork.scoring(
          Map.of(
              TRAIN,
              List.of(new float[] {3, 2, -1}, new float[] {1, -2, 0}, new float[] {0, 1, 1.5f}),
              TEST,
              List.of(new float[] {-5, -4, -2}, new float[] {6, 2, 5})));

  private static Map<String, Double> measured(Normalization normalization) {
    Recorded findings = new Recorded();
    new Margins(new Margins.Config(normalization)).measure(NETWORK, TRAIN, TEST, findings);
    return findings.numbers;
  }

  @Test
  void areTheScoreOfTheGivenLabelLessTheBestOther() {
    Map<String, Double> numbers = measured(Normalization.NONE);

    assertThat(numbers).hasSize(8);
    assertThat(numbers)
        .containsEntry("margin/train-min", -3.0)
        .containsEntry("margin/train-median", 0.5)
        .containsEntry("margin/train-mean", -0.5)
        .containsEntry("margin/test-min", -4.0)
        .containsEntry("margin/test-median", -1.0)
        .containsEntry("margin/test-mean", -1.0);
    assertThat(numbers.get("margin/train-p10")).isCloseTo(-3 + 0.2 * 3.5, within(1e-12));
    assertThat(numbers.get("margin/test-p10")).isCloseTo(-4 + 0.1 * 6, within(1e-12));
  }

  @Test
  void areDividedByTheProductOfNorms() {
    // numpy's products for the network's weights; see src/test/python/reference.py.
    assertThat(measured(Normalization.FROBENIUS).get("normalized-margin/train-min"))
        .isCloseTo(-3 / 1.942341393388604, within(1e-6));
    Map<String, Double> numbers = measured(Normalization.SPECTRAL);
    assertThat(numbers).hasSize(16).containsEntry("margin/train-min", -3.0);
    assertThat(numbers.get("normalized-margin/train-min"))
        .isCloseTo(-3 / 1.2729136119975046, within(1e-6));
    assertThat(numbers.get("normalized-margin/test-median"))
        .isCloseTo(-1 / 1.2729136119975046, within(1e-6));
  }
}
