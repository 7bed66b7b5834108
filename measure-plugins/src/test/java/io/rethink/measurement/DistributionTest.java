package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The expected numbers are numpy's; see {@code src/test/python/reference.py}. */
class DistributionTest {

  @Test
  void interpolatesQuantilesAsNumpyDoes() {
    Distribution odd = new Distribution(new float[] {3, -1.5f, 0.25f, 7, 2.5f, 0, 1});
    Distribution even = new Distribution(new float[] {4, 1, 3, 2});

    assertThat(odd.quantile(0.1)).isCloseTo(-0.6, within(1e-12));
    assertThat(odd.quantile(0.5)).isEqualTo(1);
    assertThat(odd.quantile(0)).isEqualTo(-1.5);
    assertThat(odd.quantile(1)).isEqualTo(7);
    assertThat(even.quantile(0.1)).isCloseTo(1.3, within(1e-12));
    assertThat(even.quantile(0.5)).isEqualTo(2.5);
  }

  @Test
  void knowsMeanAndMinimum() {
    Distribution distribution = new Distribution(new float[] {3, -1.5f, 0.25f, 7, 2.5f, 0, 1});

    assertThat(distribution.mean()).isCloseTo(1.75, within(1e-12));
    assertThat(distribution.minimum()).isEqualTo(-1.5);
  }
}
