package io.rethink.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class MinimumNormDistanceTest {

  /** (3, 0, 4) and (6, 0, 8), which is linearly dependent, and (0, 2, 0); labels 0, 0 and 1. */
  private record Three() implements Examples {

    private static final float[][] VALUES = {{3, 0, 4}, {6, 0, 8}, {0, 2, 0}};

    @Override
    public int size() {
      return 3;
    }

    @Override
    public InputShape shape() {
      return InputShape.vector(3);
    }

    @Override
    public int classes() {
      return 2;
    }

    @Override
    public void read(int index, float[] target, int offset) {
      System.arraycopy(VALUES[index], 0, target, offset, 3);
    }

    @Override
    public int label(int index) {
      return index == 2 ? 1 : 0;
    }
  }

  private static Parameters weights(float... columns) {
    return new Parameters(
        Nd4j.createFromArray(new float[][] {columns}),
        List.of(new ParameterBlock("output", "W", Role.WEIGHT, 0, List.of(3L, 2L), 'f')));
  }

  private static Map<String, Double> measured(Parameters now, Parameters before) {
    Recorded findings = new Recorded();
    new MinimumNormDistance()
        .measure(FixedNetwork.with(now, before), new Three(), new Three(), findings);
    return findings.numbers;
  }

  @Test
  void givesDistanceAndWhatIsOrthogonalToTheExamples() {
    // With u = (3, 0, 4) / 5 the first column solves 5 c = 1 and 10 c = 1 by least squares, c =
    // (5 + 10) / 125 = 0.12; the second is (0, 0.5, 0). (4, 0, -3) / 5 is orthogonal to all.
    double size = Math.hypot(0.12, 0.5);
    Parameters now = weights(0.72f + 0.8f, 0, 0.96f - 0.6f, 0, 0.5f, 0);
    Parameters before = weights(0.4f, 0, -0.3f, 1, 0, 0.75f);

    Map<String, Double> numbers = measured(now, before);

    assertThat(numbers.get("minimum-norm/norm")).isCloseTo(size, within(1e-12));
    assertThat(numbers.get("minimum-norm/rank")).isEqualTo(2);
    assertThat(numbers.get("minimum-norm/off-span")).isCloseTo(1 / size, within(1e-6));
    assertThat(numbers.get("minimum-norm/distance-in-span"))
        .isCloseTo((1.2 - 0.12) / size, within(1e-6));
    assertThat(numbers.get("minimum-norm/distance"))
        .isCloseTo(Math.hypot(1, 1.2 - 0.12) / size, within(1e-6));
    // Off the span 1 was 0.5 in the first column, 0 was 0.8 - 0.45 = 0.35 in the second.
    assertThat(numbers.get("minimum-norm/off-span-change"))
        .isCloseTo(Math.hypot(0.5, 0.35) / size, within(1e-6));
  }

  @Test
  void isForLinearModelsWithoutBiasAlone() {
    Parameters other = FixedNetwork.convolutionAndDense(Noise.matrix(2, 12), Noise.matrix(3, 4));

    assertThatThrownBy(() -> new MinimumNormDistance().require(other, new Three()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model { type = linear, bias = false }");
  }
}
