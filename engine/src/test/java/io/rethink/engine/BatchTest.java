package io.rethink.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void moreThanAnArrayHoldsIsRefusedWithAWayOut() {
    assertThatThrownBy(() -> new Batch(new InputShape(3, 10_000, 10_000), 128))
        .isInstanceOf(UserException.class)
        .hasMessageContainingAll("128 examples of 3x10000x10000", "training.batch-size");
  }
}
