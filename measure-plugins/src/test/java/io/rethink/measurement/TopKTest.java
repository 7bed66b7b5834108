package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.DatasetInfo;
import io.rethink.api.data.InputShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopKTest {

  private static TopK topK(int k, int classes) {
    List<String> names = Collections.nCopies(classes, "class");
    return new TopK(
        new TopK.Config(k), new DatasetInfo("some", InputShape.vector(1), names, 1, 1, "0"));
  }

  private static Map<String, Double> measured(
      int k, Labelled train, List<float[]> ofTrain, Labelled test, List<float[]> ofTest) {
    Recorded findings = new Recorded();
    topK(k, train.classes())
        .measure(FixedNetwork.scoring(Map.of(train, ofTrain, test, ofTest)), train, test, findings);
    return findings.numbers;
  }

  @Test
  void isTheShareOfLabelsAmongTheHighestScores() {
    // Against sorting all scores.
    Random random = new Random(3);
    int classes = 12;
    List<float[]> scores = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    int among = 0;
    for (int i = 0; i < 500; i++) {
      float[] values = new float[classes];
      for (int c = 0; c < classes; c++) {
        values[c] = (float) random.nextGaussian();
      }
      int label = random.nextInt(classes);
      List<Integer> ranked =
          IntStream.range(0, classes)
              .boxed()
              .sorted(Comparator.comparing(c -> -values[c]))
              .limit(5)
              .toList();
      among += ranked.contains(label) ? 1 : 0;
      scores.add(values);
      labels.add(label);
    }
    Labelled train = new Labelled(classes, labels, labels);
    Labelled test = new Labelled(classes, List.of(3), List.of(3));
    float[] second = new float[classes];
    second[3] = 1;
    second[0] = 2;

    assertThat(measured(5, train, scores, test, List.of(second)))
        .containsOnly(
            Map.entry("train/accuracy-top-5", among / 500.0),
            Map.entry("test/accuracy-top-5", 1.0));
    assertThat(among / 500.0).isCloseTo(5.0 / 12, within(0.1));
  }

  @Test
  void countsTheFirstOfEqualScoresAsHigherAndWhatIsNoNumberAsWrong() {
    Labelled train = new Labelled(4, List.of(0, 1, 2, 0), List.of(0, 1, 2, 0));
    Labelled test = new Labelled(4, List.of(1), List.of(0));
    float[] equal = {1, 1, 1, 1};
    List<float[]> scores = List.of(equal, equal, equal, new float[] {5, Float.NaN, 0, 0});

    assertThat(measured(2, train, scores, test, List.of(new float[] {3, 2, 1, 0})))
        .containsOnly(
            Map.entry("train/accuracy-top-2", 2.0 / 4), Map.entry("test/accuracy-top-2", 1.0));
  }

  @Test
  void refusesAsManyAsThereAreClasses() {
    assertThatThrownBy(() -> topK(5, 5))
        .isInstanceOf(UserException.class)
        .hasMessage("top-k with k = 5 is always 1 on the 5 classes of some; choose a smaller k");
  }
}
