package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Augmentation;
import io.rethink.engine.Batch;
import io.rethink.runner.config.Standardization;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The batches of an epoch: a fresh order of all examples, drawn for the epoch; augmentation; then
 * standardization. Depends on the seeds and the epoch alone, so that any epoch can be made again.
 */
final class TrainingBatches {

  private static final String ORDER = "training/order";
  private static final String AUGMENTATION = "training/augmentation";

  private final Examples examples;
  private final Standardization standardization;
  private final List<Augmentation> augmentations;
  private final SeededStreams seeds;
  private final long augmentationSeed;
  private final int batchSize;
  private final int[] order;
  private final float[] source;
  private final float[] target;

  TrainingBatches(Task task, List<Augmentation> augmentations, SeededStreams seeds, int batchSize) {
    this.examples = task.train();
    this.standardization = task.standardization();
    this.augmentations = List.copyOf(augmentations);
    this.seeds = seeds;
    this.augmentationSeed = seeds.seed(AUGMENTATION);
    InputShape shape = examples.shape();
    this.batchSize = Math.min(batchSize, examples.size());
    this.order = new int[examples.size()];
    this.source = new float[shape.size()];
    this.target = new float[shape.size()];
  }

  /** Number of batches in an epoch; the last may be smaller than the others. */
  int perEpoch() {
    return (examples.size() + batchSize - 1) / batchSize;
  }

  /** Draws the order of the epoch. */
  void startEpoch(int epoch) {
    RandomGenerator random = seeds.stream(ORDER, epoch);
    for (int i = 0; i < order.length; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  /** Number of examples in a batch. */
  int batchSize() {
    return batchSize;
  }

  /** Writes the {@code number}-th batch of the epoch that has been started. */
  void fill(int epoch, int number, Batch batch) {
    int from = number * batchSize;
    int size = Math.min(batchSize, examples.size() - from);
    int length = examples.shape().size();
    for (int i = 0; i < size; i++) {
      int index = order[from + i];
      read(epoch, index, batch.inputs(), i * length);
      Standardized.apply(standardization, batch.inputs(), i * length, length);
      batch.labels()[i] = examples.label(index);
    }
    batch.size(size);
  }

  private void read(int epoch, int index, float[] values, int offset) {
    if (augmentations.isEmpty()) {
      examples.read(index, values, offset);
      return;
    }
    RandomGenerator random =
        SeededStreams.stream(
            SeededStreams.mix(augmentationSeed, (long) epoch * examples.size() + index));
    float[] from = source;
    float[] to = target;
    examples.read(index, from, 0);
    for (Augmentation augmentation : augmentations) {
      augmentation.augment(from, to, examples.shape(), random);
      float[] done = to;
      to = from;
      from = done;
    }
    System.arraycopy(from, 0, values, offset, from.length);
  }
}
