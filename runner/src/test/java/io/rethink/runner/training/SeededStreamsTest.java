package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeededStreamsTest {

  private static final String NAME = "corruption/random-labels";

  @Test
  void aSeedIsTheHeadOfTheDigestOfRunSeedAndName() {
    // Python: struct.unpack('>q', sha256(struct.pack('>q', 1) + name).digest()[:8])
    assertThat(new SeededStreams(1).seed(NAME)).isEqualTo(-7296090971174989081L);
    assertThat(new SeededStreams(2).seed(NAME)).isEqualTo(-6422272613343783475L);
  }

  @Test
  void substreamSeedsAreTheOutputsOfSplitMix64() {
    SplittableRandom splitMix = new SplittableRandom(42);
    for (int index = 0; index < 5; index++) {
      assertThat(SeededStreams.mix(42, index)).isEqualTo(splitMix.nextLong());
    }
  }

  @Test
  void aStreamDoesNotDependOnWhatWasDrawnBefore() {
    SeededStreams one = new SeededStreams(7);
    SeededStreams other = new SeededStreams(7);
    other.stream("something else").nextLong();
    other.stream(NAME, 3).nextLong();
    assertThat(one.stream(NAME).longs(20).toArray())
        .isEqualTo(other.stream(NAME).longs(20).toArray());
    assertThat(one.stream(NAME, 4).nextLong()).isEqualTo(other.stream(NAME, 4).nextLong());
    assertThat(one.stream(NAME, 4).nextLong()).isNotEqualTo(one.stream(NAME, 5).nextLong());
  }

  @Test
  void streamsAreOfTheStatedAlgorithm() {
    RandomGenerator expected = RandomGenerator.of("L64X128MixRandom");
    assertThat(new SeededStreams(1).stream(NAME)).hasSameClassAs(expected);
  }
}
