package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected numbers are numpy's; see {@code src/test/python/reference.py}. */
class SpectralNormTest {

  @ParameterizedTest
  @CsvSource({
    "300, 200, 9.20854648",
    "40, 90, 4.46763267",
    "1, 7, 0.97894394",
    "7, 1, 0.86576035",
    "512, 600, 13.79111714"
  })
  void isTheLargestSingularValueThatNumpyFinds(int rows, int columns, double expected) {
    assertThat(SpectralNorm.of(Noise.flat(rows, columns), columns))
        .isCloseTo(expected, within(2e-8));
  }

  @Test
  void isTheLargestEntryOfADiagonal() {
    assertThat(SpectralNorm.of(new float[] {2, 0, 0, 0, -5, 0, 0, 0, 3}, 3))
        .isCloseTo(5, within(1e-9));
  }

  @Test
  void isTheProductOfLengthsAtRankOne() {
    // (1, 2) (3, 4, 0)ᵀ: sqrt(5) times 5.
    assertThat(SpectralNorm.of(new float[] {3, 4, 0, 6, 8, 0}, 3))
        .isCloseTo(5 * Math.sqrt(5), within(1e-9));
  }

  @Test
  void isZeroForZeros() {
    assertThat(SpectralNorm.of(new float[6], 3)).isZero();
  }

  @Test
  void isNotANumberWhereAValueIsNotFinite() {
    assertThat(SpectralNorm.of(new float[] {1, Float.POSITIVE_INFINITY}, 2)).isNaN();
  }
}
