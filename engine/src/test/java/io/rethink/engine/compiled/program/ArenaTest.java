package io.rethink.engine.compiled.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import org.junit.jupiter.api.Test;

class ArenaTest {

  @Test
  void whatDoesNotFitIsRefusedWithAWayOut() {
    try (Arenas arenas = new Arenas()) {
      assertThatThrownBy(() -> arenas.atLeast(1L << 50, Purpose.TRAINING))
          .isInstanceOf(UserException.class)
          .hasMessageMatching(
              "a training step of the network needs 1,073,741,824 MB, and [0-9,]+ MB are free;"
                  + " make training\\.batch-size smaller");
      assertThatThrownBy(() -> arenas.atLeast(1L << 50, Purpose.SCORING))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("an evaluation of the network")
          .hasMessageContaining("choose a smaller network");
    }
  }

  @Test
  void programsShareTheBlockThatIsLargeEnough() {
    try (Arenas arenas = new Arenas()) {
      Arena large = arenas.atLeast(1 << 20, Purpose.TRAINING);
      assertThat(arenas.atLeast(1 << 10, Purpose.SCORING)).isSameAs(large);
      assertThat(arenas.atLeast(1 << 21, Purpose.SCORING)).isNotSameAs(large);
    }
  }
}
