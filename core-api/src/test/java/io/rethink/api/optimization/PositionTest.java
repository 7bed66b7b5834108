package io.rethink.api.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionTest {

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "390, 0, 0.99744245524", "391, 1, 1", "977, 2, 2.49872122762"})
  void countsWholeAndBrokenEpochs(long step, int epoch, double fraction) {
    Position position = new Position(step, 391, 60);

    assertThat(position.epoch()).isEqualTo(epoch);
    assertThat(position.epochFraction()).isCloseTo(fraction, within(1e-10));
  }

  @Test
  void countsFurtherThanAnIntReaches() {
    assertThat(new Position(6_000_000_000L, 3, 1).epoch()).isEqualTo(2_000_000_000);
  }

  @ParameterizedTest
  @CsvSource({"-1, 1, 1", "0, 0, 1", "0, 1, 0"})
  void refusesWhatIsNoPosition(long step, int stepsPerEpoch, int epochs) {
    assertThatThrownBy(() -> new Position(step, stepsPerEpoch, epochs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no such position: step %d, %d steps an epoch, %d epochs", step, stepsPerEpoch, epochs);
  }
}
