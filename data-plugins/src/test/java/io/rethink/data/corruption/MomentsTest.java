package io.rethink.data.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.data.InputShape;
import io.rethink.data.TestExamples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

  /** The integers from 0 to n - 1 sum to n(n - 1)/2, their squares to n(n - 1)(2n - 1)/6. */
  @ParameterizedTest
  @ValueSource(ints = {1, 499, 500, 501, 1733})
  void everyExampleCountsOnceInEachChannel(int n) {
    TestExamples examples =
        TestExamples.of(
            n, new InputShape(2, 1, 3), (index, place) -> place < 3 ? index : 2 * index);
    double sum = n * (n - 1) / 2.0;
    double squares = n * (n - 1.0) * (2 * n - 1) / 6;

    List<Moments> channels = Moments.ofChannels(examples);

    assertThat(channels)
        .containsExactly(
            new Moments(3L * n, 3 * sum, 3 * squares), new Moments(3L * n, 6 * sum, 12 * squares));
    assertThat(Moments.together(channels)).isEqualTo(new Moments(6L * n, 9 * sum, 15 * squares));
  }

  /** 2, 4, 4, 4, 5, 5, 7 and 9, the usual example, have the mean 5 and the deviation 2. */
  @Test
  void theDeviationIsThatOfTheValuesThemselves() {
    float[] values = {2, 4, 4, 4, 5, 5, 7, 9};
    Moments moments =
        Moments.together(
            Moments.ofChannels(
                TestExamples.of(8, new InputShape(1, 1, 1), (index, place) -> values[index])));

    assertThat(moments.mean()).isEqualTo(5);
    assertThat(moments.deviation()).isCloseTo(2, within(1e-12));
  }
}
