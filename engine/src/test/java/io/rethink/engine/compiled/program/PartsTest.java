package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

  /** Examples of 100 bytes each. */
  @ParameterizedTest(name = "{0} bytes of {1} examples: {2} at a time")
  @CsvSource({
    "1000, 128, 8",
    "1600, 128, 16",
    "1000, 500, 10",
    // The last batch of an epoch.
    "1000, 80, 10",
    // No divisor between 5 and 10.
    "1000, 127, 127",
    "1000, 22, 22",
    // All of a small batch.
    "1000, 8, 8",
    "1000, 2, 2",
    // Not even four examples.
    "399, 128, 128",
    "99, 128, 128",
    "9223372036854775807, 128, 128",
  })
  void aBatchIsCutIntoTheLargestEqualPartsThatFit(long limit, long batch, long examples) {
    assertThat(Parts.within(limit, batch, 100)).isEqualTo(new Parts(batch, examples));
  }

  /** Images of 14x14, whose 16 tiles with 64 channels take 147,456 bytes. */
  @ParameterizedTest(name = "{0} bytes of {1} examples: {2} at a time")
  @CsvSource({
    // From 6 on.
    "1100000, 128, 7",
    // From 5 on.
    "800000, 128, 5",
    "1100000, 8, 7",
    // All of a small batch.
    "1100000, 6, 6",
    // A part of an example.
    "1000, 128, 1",
    "9223372036854775807, 128, 128",
  })
  void winogradsAlgorithmTakesWhatSuitsItsTiles(long limit, long batch, long examples) {
    Parts parts = Parts.ofTiles(limit, batch, new WinogradTiles(16, 64), 2);
    assertThat(parts).isEqualTo(new Parts(batch, examples));
  }

  @Test
  void theLastPartMayBeSmaller() {
    Parts parts = new Parts(20, 7);
    assertThat(parts.count()).isEqualTo(3);
    assertThat(parts.sizes()).containsExactly(7, 6);
    assertThat(parts.examples(1)).isEqualTo(7);
    assertThat(parts.examples(2)).isEqualTo(6);
    assertThat(new Parts(21, 7).sizes()).containsExactly(7);
  }
}
