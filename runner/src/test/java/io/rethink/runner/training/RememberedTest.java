package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.engine.Batch;
import io.rethink.runner.config.Standardization;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Examples in memory, as bytes and as floats, beside the same that are computed. */
class RememberedTest {

  private static final InputShape SHAPE = new InputShape(3, 5, 7);
  private static final int SIZE = 6;

  @ParameterizedTest
  @EnumSource(Standardization.class)
  void examplesOfBytesMakePackedBatchesThatStandForTheSameValues(Standardization how) {
    Examples examples = examples(SIZE);
    Remembered remembered = new Remembered(examples, how);
    Batch batch = new Batch(SHAPE, SIZE);
    assertThat(BatchWriter.isQuick(remembered)).isFalse();
    for (int time = 0; time < 2; time++) {
      BatchWriter.write(remembered, position -> SIZE - 1 - position, SIZE, batch);
      assertThat(batch.isPacked()).isTrue();
      assertThat(BatchWriter.isQuick(remembered)).isTrue();
      batch.unpack();
      assertThatItHolds(batch, new Standardized(examples, how));
    }
    float[] read = new float[SHAPE.size()];
    float[] expected = new float[SHAPE.size()];
    remembered.read(2, read, 0);
    new Standardized(examples, how).read(2, expected, 0);
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Standardization.class)
  void oneExampleOfOtherValuesMakesTheBatchOneOfFloats(Standardization how) {
    Examples examples = examples(4);
    Remembered remembered = new Remembered(examples, how);
    Batch batch = new Batch(SHAPE, SIZE);
    for (int time = 0; time < 2; time++) {
      BatchWriter.write(remembered, position -> SIZE - 1 - position, SIZE, batch);
      assertThat(batch.isPacked()).isFalse();
      assertThat(BatchWriter.isQuick(remembered)).isFalse();
      assertThatItHolds(batch, new Standardized(examples, how));
    }
    BatchWriter.write(remembered, position -> position, 4, batch);
    assertThat(batch.isPacked()).isTrue();
    assertThat(batch.size()).isEqualTo(4);
  }

  private static void assertThatItHolds(Batch batch, Examples examples) {
    float[] expected = new float[batch.inputs().length];
    for (int i = 0; i < SIZE; i++) {
      examples.read(SIZE - 1 - i, expected, i * SHAPE.size());
      assertThat(batch.labels()[i]).isEqualTo(SIZE - 1 - i);
    }
    assertThat(batch.inputs()).isEqualTo(expected);
  }

  /** Examples of which the first {@code ofBytes} have pixels of 8 bits. */
  private static Examples examples(int ofBytes) {
    Random random = new Random(1);
    float[][] values = new float[SIZE][SHAPE.size()];
    int[] labels = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      labels[i] = i;
      for (int k = 0; k < values[i].length; k++) {
        values[i][k] = i < ofBytes ? random.nextInt(256) / 255f : random.nextFloat();
      }
    }
    return new ArrayExamples(SHAPE, SIZE, values, labels);
  }
}
