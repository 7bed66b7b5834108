package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.InputShape;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

  @Test
  void scoresFewLargeImagesAtATime() {
    assertThat(Evaluator.batchSize(new InputShape(3, 32, 32))).isEqualTo(500);
    // 268,203 values in an image, 8,388,608 in a batch at most.
    assertThat(Evaluator.batchSize(new InputShape(3, 299, 299))).isEqualTo(31);
    assertThat(Evaluator.batchSize(new InputShape(3, 5000, 5000))).isEqualTo(1);
  }
}
