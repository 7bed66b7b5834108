package io.rethink.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsTest {

  private final Digits digits = new Digits();

  @Test
  void hasTheClassCountsThatScikitLearnDocuments() {
    // numpy.bincount(sklearn.datasets.load_digits().target)
    int[] expected = {178, 182, 177, 183, 181, 182, 181, 179, 174, 180};
    int[] train = classCounts(digits.train());
    int[] test = classCounts(digits.test());
    for (int digit = 0; digit < 10; digit++) {
      assertThat(train[digit] + test[digit]).isEqualTo(expected[digit]);
      assertThat(test[digit]).isEqualTo(expected[digit] / 5);
    }
    assertThat(digits.train().size()).isEqualTo(1442);
    assertThat(digits.test().size()).isEqualTo(355);
  }

  @Test
  void valuesAreSixteenthsThatSumToTheFilesOwnSum() {
    // zcat digits.csv.gz | python3 -c "import sys; print(sum(sum(map(int, l.split(',')[:64])) for l
    // in sys.stdin))"
    assertThat(sum(digits.train()) + sum(digits.test())).isEqualTo(561718 / 16.0);
  }

  @Test
  void theFirstImageIsTheZeroThatScikitLearnShows() {
    // sklearn.datasets.load_digits().images[0][:2]
    float[] expected = {0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0};
    float[] image = new float[64];
    digits.train().read(0, image, 0);
    for (int i = 0; i < expected.length; i++) {
      assertThat(image[i]).isEqualTo(expected[i] / 16);
    }
    assertThat(digits.train().label(0)).isZero();
    assertThat(digits.train().shape()).isEqualTo(new InputShape(1, 8, 8));
  }

  @Test
  void noImageIsInBothSplits() {
    Set<String> images = new HashSet<>();
    for (Examples split : new Examples[] {digits.train(), digits.test()}) {
      for (int i = 0; i < split.size(); i++) {
        float[] image = new float[64];
        split.read(i, image, 0);
        images.add(Arrays.toString(image));
      }
    }
    assertThat(images).hasSize(1797);
  }

  @Test
  void digestStaysTheSame() {
    // zcat digits.csv.gz | python3 -c "
    // import sys, hashlib
    // sha, seen, train, test = lambda b: hashlib.sha256(b).digest(), [0] * 10, [], []
    // for line in sys.stdin:
    //     v = bytes(map(int, line.split(','))); seen[v[64]] += 1
    //     (train if seen[v[64]] % 5 else test).append(v)
    // print(hashlib.sha256(b''.join(sha(bytes(v[64] for v in s)) + sha(b''.join(v[:64] for v in s))
    //                               for s in (train, test))).hexdigest())"
    assertThat(digits.digest())
        .isEqualTo("8b616f6bb4437c0dd435691a0e6891fd8b50d9cf90831ef73a0f910964875738");
  }

  private static int[] classCounts(Examples examples) {
    int[] counts = new int[10];
    for (int i = 0; i < examples.size(); i++) {
      counts[examples.label(i)]++;
    }
    return counts;
  }

  private static double sum(Examples examples) {
    double sum = 0;
    float[] image = new float[64];
    for (int i = 0; i < examples.size(); i++) {
      examples.read(i, image, 0);
      for (float value : image) {
        assertThat(value).isBetween(0f, 1f);
        sum += value;
      }
    }
    return sum;
  }
}
