package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.model.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DistanceFromInitializationTest {

  private static Map<String, Double> measured(Parameters now, Parameters before) {
    Recorded findings = new Recorded();
    Labelled none = new Labelled(4, List.of(), List.of());
    new DistanceFromInitialization().measure(FixedNetwork.with(now, before), none, none, findings);
    return findings.numbers;
  }

  private static Parameters filled(float kernels, float dense) {
    float[][] ofKernels = new float[2][12];
    float[][] ofDense = new float[3][4];
    for (float[] row : ofKernels) {
      Arrays.fill(row, kernels);
    }
    for (float[] row : ofDense) {
      Arrays.fill(row, dense);
    }
    return FixedNetwork.convolutionAndDense(ofKernels, ofDense);
  }

  @Test
  void isTheFrobeniusNormOfTheChange() {
    Parameters now = filled(0.5f, -2);
    now.vector().putScalar(0, -1000);
    Map<String, Double> numbers = measured(now, filled(0.25f, 1));

    // 24 kernels' weights moved by 1/4 from 1/4, 12 dense weights by 3 from 1; the moved bias is
    // not counted.
    assertThat(numbers).hasSize(6);
    assertThat(numbers.get("distance/conv")).isCloseTo(Math.sqrt(1.5), within(1e-12));
    assertThat(numbers.get("distance/conv-relative")).isCloseTo(1, within(1e-12));
    assertThat(numbers.get("distance/dense")).isCloseTo(Math.sqrt(108), within(1e-12));
    assertThat(numbers.get("distance/dense-relative")).isCloseTo(3, within(1e-12));
    assertThat(numbers.get("distance/all")).isCloseTo(Math.sqrt(109.5), within(1e-12));
    assertThat(numbers.get("distance/all-relative"))
        .isCloseTo(Math.sqrt(109.5 / 13.5), within(1e-12));
  }

  @Test
  void hasNoRelativeFormFromZero() {
    assertThat(measured(filled(0.5f, 1), filled(0, 1)))
        .containsOnlyKeys(
            "distance/conv",
            "distance/dense",
            "distance/dense-relative",
            "distance/all",
            "distance/all-relative");
  }
}
