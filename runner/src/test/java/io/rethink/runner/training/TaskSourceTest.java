package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.rethink.api.data.Corruption;
import io.rethink.api.data.Dataset;
import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import io.rethink.engine.Batch;
import io.rethink.runner.config.Configured;
import io.rethink.runner.config.DatasetSettings;
import io.rethink.runner.config.Standardization;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Images {@code 0 1 2 3 / 4 5 6 7 / 8 9 10 11 / 12 13 14 15}, of which the network sees 2 x 2. */
class TaskSourceTest {

  /** Multiplies the first two pixels of an image, whatever its size, by 100. */
  private static final Corruption FIRST_PIXELS =
      (examples, split) ->
          new ForwardingExamples(examples) {
            @Override
            public void read(int index, float[] target, int offset) {
              super.read(index, target, offset);
              target[offset] *= 100;
              target[offset + 1] *= 100;
            }
          };

  private static final Augmentation CUT =
      new Augmentation() {
        @Override
        public boolean precedesCrop() {
          return true;
        }

        @Override
        public InputShape output(InputShape input) {
          return new InputShape(1, 2, 2);
        }

        @Override
        public void augment(
            float[] source, float[] target, InputShape shape, RandomGenerator random) {
          System.arraycopy(source, 0, target, 0, 2);
          System.arraycopy(source, 4, target, 2, 2);
        }
      };

  private static final Augmentation NEGATION =
      (source, target, shape, random) -> {
        for (int i = 0; i < shape.size(); i++) {
          target[i] = -source[i];
        }
      };

  private static TaskSource source() {
    float[] image = new float[16];
    for (int i = 0; i < image.length; i++) {
      image[i] = i;
    }
    ArrayExamples examples =
        new ArrayExamples(new InputShape(1, 4, 4), 2, new float[][] {image}, new int[1]);
    Dataset dataset = mock(Dataset.class);
    when(dataset.train()).thenReturn(examples);
    when(dataset.test()).thenReturn(examples);
    return new TaskSource(
        dataset, new DatasetSettings(mock(Configured.class), 2, Standardization.NONE, null));
  }

  private static float[] first(Examples examples) {
    float[] values = new float[examples.shape().size()];
    examples.read(0, values, 0);
    return values;
  }

  private static float[] firstInTraining(Task task, List<Augmentation> augmentations) {
    TrainingBatches batches =
        new TrainingBatches(task, augmentations, null, new SeededStreams(1), 1);
    Batch batch = new Batch(task.train().shape(), 1);
    batches.startEpoch(0);
    batches.fill(0, 0, batch);
    return batch.inputs();
  }

  @Test
  void corruptionsAndAugmentationsSeeTheCentre() {
    assertThat(source().shape()).isEqualTo(new InputShape(1, 2, 2));
    Task task = source().task(List.of(FIRST_PIXELS), List.of(NEGATION));
    assertThat(first(task.train())).containsExactly(500, 600, 9, 10);
    assertThat(first(task.test())).containsExactly(500, 600, 9, 10);
    assertThat(firstInTraining(task, List.of(NEGATION))).containsExactly(-500, -600, -9, -10);
  }

  @Test
  void whatCutsAtRandomStartsFromTheWholeCorruptedImageOfWhichEvaluationTakesTheCentre() {
    List<Augmentation> augmentations = List.of(NEGATION, CUT, NEGATION);
    Task task = source().task(List.of(FIRST_PIXELS), augmentations);
    assertThat(first(task.train())).containsExactly(5, 6, 9, 10);
    assertThat(first(task.test())).containsExactly(5, 6, 9, 10);
    assertThat(firstInTraining(task, augmentations)).containsExactly(0, 100, 4, 5);
  }
}
