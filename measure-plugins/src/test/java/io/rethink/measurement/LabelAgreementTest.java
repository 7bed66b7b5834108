package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelAgreementTest {

  private static final Labelled NONE = new Labelled(3, List.of(), List.of());

  private static float[] scoresFor(int predicted) {
    float[] scores = {-1, -1, -1};
    scores[predicted] = 1;
    return scores;
  }

  private static Map<String, Double> measured(Labelled train, List<float[]> scores) {
    Recorded findings = new Recorded();
    new LabelAgreement()
        .measure(FixedNetwork.scoring(Map.of(train, scores)), train, NONE, findings);
    return findings.numbers;
  }

  @Test
  void splitsAccuracyByCleanAndCorruptedExamples() {
    // 3 clean, 5 corrupted.
    Labelled train =
        new Labelled(3, List.of(0, 1, 2, 1, 1, 2, 2, 0), List.of(0, 1, 2, 0, 0, 0, 0, 1));
    List<float[]> scores =
        List.of(
            scoresFor(0),
            scoresFor(1),
            scoresFor(0), // clean: 2 of 3 right
            scoresFor(1), // corrupted: as given
            scoresFor(0), // as is true
            scoresFor(2), // as given
            scoresFor(1), // neither
            scoresFor(0)); // as given

    assertThat(measured(train, scores))
        .containsOnly(
            Map.entry("train/fraction-corrupted", 5.0 / 8),
            Map.entry("train/accuracy-clean", 2.0 / 3),
            Map.entry("train/accuracy-corrupted", 3.0 / 5),
            Map.entry("train/accuracy-corrupted-true", 1.0 / 5),
            Map.entry("train/accuracy-true", 3.0 / 8));
  }

  @Test
  void leavesOutWhatUncorruptedDataDoNotHave() {
    Labelled train = new Labelled(3, List.of(0, 1), List.of(0, 1));

    assertThat(measured(train, List.of(scoresFor(0), scoresFor(0))))
        .containsOnly(
            Map.entry("train/fraction-corrupted", 0.0),
            Map.entry("train/accuracy-clean", 0.5),
            Map.entry("train/accuracy-true", 0.5));
  }

  @Test
  void leavesOutCleanExamplesWhereThereAreNone() {
    Labelled train = new Labelled(3, List.of(1), List.of(0));

    assertThat(measured(train, List.of(scoresFor(1))))
        .containsOnly(
            Map.entry("train/fraction-corrupted", 1.0),
            Map.entry("train/accuracy-corrupted", 1.0),
            Map.entry("train/accuracy-corrupted-true", 0.0),
            Map.entry("train/accuracy-true", 0.0));
  }

  @Test
  void countsScoresThatAreNotNumbersAsWrong() {
    Labelled train = new Labelled(3, List.of(0), List.of(0));

    assertThat(measured(train, List.of(new float[] {Float.NaN, Float.NaN, Float.NaN})))
        .containsEntry("train/accuracy-clean", 0.0);
  }
}
