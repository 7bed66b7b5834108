package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import io.rethink.api.regularization.Mixing;
import io.rethink.engine.Batch;
import io.rethink.runner.config.Standardization;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrainingBatchesTest {

  private static final int SIZE = 23;

  @Test
  void anEpochHoldsEachExampleOnceAndTheLastBatchIsShort() {
    TrainingBatches batches = batches(1, List.of());
    assertThat(batches.perEpoch()).isEqualTo(3);
    List<Float> seen = epoch(batches, 0);
    assertThat(seen).hasSize(SIZE).doesNotHaveDuplicates();
    Batch last = new Batch(InputShape.vector(3), 8);
    batches.fill(0, 2, last);
    assertThat(last.size()).isEqualTo(SIZE - 16);
  }

  @Test
  void theOrderIsThatOfTheEpochAndTheSeed() {
    List<Float> first = epoch(batches(1, List.of()), 0);
    TrainingBatches later = batches(1, List.of());
    List<Float> second = epoch(later, 1);
    assertThat(second).isNotEqualTo(first).containsExactlyInAnyOrderElementsOf(first);
    assertThat(epoch(later, 0)).isEqualTo(first);
    assertThat(epoch(batches(2, List.of()), 0)).isNotEqualTo(first);
  }

  @Test
  void augmentationsApplyInOrderAndDrawAnewInEachEpoch() {
    Augmentation noise =
        (source, target, shape, random) -> {
          for (int i = 0; i < source.length; i++) {
            target[i] = source[i] + random.nextFloat();
          }
        };
    Augmentation scale =
        (source, target, shape, random) -> {
          for (int i = 0; i < source.length; i++) {
            target[i] = 100 * source[i];
          }
        };
    TrainingBatches augmented = batches(1, List.of(noise, scale));
    List<Float> plain = epoch(batches(1, List.of()), 0);
    List<Float> first = epoch(augmented, 0);
    for (int i = 0; i < SIZE; i++) {
      assertThat(first.get(i) / 100 - plain.get(i)).isBetween(-1e-4f, 1.0001f);
    }
    assertThat(epoch(augmented, 0)).isEqualTo(first);
    assertThat(epoch(augmented, 1)).doesNotContainAnyElementsOf(first);
  }

  @Test
  void mixingComesLastWithADrawForEachStep() {
    Mixing mixing =
        (inputs, size, shape, random) -> {
          double share = 0.5 + random.nextDouble() / 2;
          for (int i = 0; i < size * shape.size(); i++) {
            inputs[i] *= 1000;
          }
          return new Mixing.Mixture() {
            @Override
            public int partner(int index) {
              return size - 1 - index;
            }

            @Override
            public double share(int index) {
              return share;
            }
          };
        };
    TrainingBatches mixed = batches(1, List.of(), mixing);
    Batch batch = new Batch(InputShape.vector(3), 8);
    Batch plain = new Batch(InputShape.vector(3), 8);
    List<Double> shares = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      TrainingBatches unmixed = batches(1, List.of());
      unmixed.startEpoch(epoch);
      mixed.startEpoch(epoch);
      for (int number = 0; number < 3; number++) {
        unmixed.fill(epoch, number, plain);
        mixed.fill(epoch, number, batch);
        shares.add(batch.shares()[0]);
        assertThat(plain.isMixed()).isFalse();
        assertThat(batch.isMixed()).isTrue();
        assertThat(batch.inputs()[0]).isEqualTo(1000 * plain.inputs()[0]);
        for (int i = 0; i < batch.size(); i++) {
          assertThat(batch.labels()[i]).isEqualTo(plain.labels()[i]);
          assertThat(batch.otherLabels()[i]).isEqualTo(plain.labels()[batch.size() - 1 - i]);
        }
      }
    }
    assertThat(shares).doesNotHaveDuplicates();
    // Whoever begins in the middle draws the same.
    TrainingBatches later = batches(1, List.of(), mixing);
    later.startEpoch(1);
    later.fill(1, 1, batch);
    assertThat(batch.shares()[0]).isEqualTo(shares.get(4));
  }

  @Test
  void anAugmentationThatLeavesAnotherShapeThanTheNetworksIsRefused() {
    Augmentation half =
        new Augmentation() {
          @Override
          public InputShape output(InputShape input) {
            return InputShape.vector(input.size() / 2);
          }

          @Override
          public void augment(
              float[] source, float[] target, InputShape shape, RandomGenerator random) {}
        };
    assertThatThrownBy(() -> batches(1, List.of(half)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("examples of 3 into 1, but the network takes 3");
  }

  private static TrainingBatches batches(long seed, List<Augmentation> augmentations) {
    return batches(seed, augmentations, null);
  }

  private static TrainingBatches batches(
      long seed, List<Augmentation> augmentations, @Nullable Mixing mixing) {
    ArrayExamples examples = ArrayExamples.separable(SIZE, 3, 5);
    Task task = new Task(examples, examples, Standardization.NONE);
    return new TrainingBatches(task, augmentations, mixing, new SeededStreams(seed), 8);
  }

  /** The first value of each example, in order. */
  private static List<Float> epoch(TrainingBatches batches, int epoch) {
    List<Float> values = new ArrayList<>();
    batches.startEpoch(epoch);
    for (int number = 0; number < batches.perEpoch(); number++) {
      Batch batch = new Batch(InputShape.vector(3), batches.batchSize());
      batches.fill(epoch, number, batch);
      for (int i = 0; i < batch.size(); i++) {
        values.add(batch.inputs()[3 * i]);
      }
    }
    return values;
  }
}
