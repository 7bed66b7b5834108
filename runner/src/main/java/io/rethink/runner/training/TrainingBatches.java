package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.data.ForwardingExamples;
import io.rethink.api.regularization.Augmentation;
import io.rethink.api.regularization.Mixing;
import io.rethink.api.regularization.Mixing.Mixture;
import io.rethink.engine.Batch;
import io.rethink.runner.config.Standardization;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The batches of an epoch: a fresh order of all examples, drawn for the epoch; augmentation;
 * standardization; then mixing. Depends on the seeds and the epoch alone, so that any epoch can be
 * made again.
 */
final class TrainingBatches {

  private static final String ORDER = "training/order";
  private static final String AUGMENTATION = "training/augmentation";
  private static final String MIXING = "training/mixing";

  private final Examples examples;
  private final Examples standardized;
  private final Standardization standardization;
  private final @Nullable AugmentationChain augmentations;
  private final Examples augmented;
  private final @Nullable Mixing mixing;
  private final SeededStreams seeds;
  private final long augmentationSeed;
  private final long mixingSeed;
  private final int batchSize;
  private final int[] order;

  /**
   * The batches of a task.
   *
   * @throws io.rethink.api.UserException if augmented examples do not fit the network
   */
  TrainingBatches(
      Task task,
      List<Augmentation> augmentations,
      @Nullable Mixing mixing,
      SeededStreams seeds,
      int batchSize) {
    this.examples = task.train();
    this.standardized = task.standardizedTrain();
    this.standardization = task.standardization();
    this.augmented = task.augmented();
    this.augmentations =
        augmentations.isEmpty()
            ? null
            : new AugmentationChain(augmentations, augmented.shape(), examples.shape());
    this.mixing = mixing;
    this.seeds = seeds;
    this.augmentationSeed = seeds.seed(AUGMENTATION);
    this.mixingSeed = seeds.seed(MIXING);
    this.batchSize = Math.min(batchSize, examples.size());
    this.order = new int[examples.size()];
  }

  /** Number of batches in an epoch; the last may be smaller than the others. */
  int perEpoch() {
    return (examples.size() + batchSize - 1) / batchSize;
  }

  /** Number of examples in an epoch. */
  int examples() {
    return examples.size();
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

  /** The batches of the epoch that has been started. */
  BatchFeed.Source source(int epoch) {
    return new BatchFeed.Source() {
      @Override
      public void fill(int number, Batch batch) {
        TrainingBatches.this.fill(epoch, number, batch);
      }

      @Override
      public boolean isQuick() {
        return mixing == null && BatchWriter.isQuick(seen(epoch));
      }
    };
  }

  /** Writes the {@code number}-th batch of the epoch that has been started. */
  void fill(int epoch, int number, Batch batch) {
    int from = number * batchSize;
    int size = Math.min(batchSize, examples.size() - from);
    BatchWriter.write(seen(epoch), position -> order[from + position], size, batch);
    if (mixing != null) {
      batch.unpack();
      mix(mixing, (long) epoch * perEpoch() + number, batch);
    }
  }

  private void mix(Mixing how, long number, Batch batch) {
    RandomGenerator random = SeededStreams.stream(SeededStreams.mix(mixingSeed, number));
    Mixture mixture = how.mix(batch.inputs(), batch.size(), examples.shape(), random);
    for (int i = 0; i < batch.size(); i++) {
      batch.otherLabels()[i] = batch.labels()[mixture.partner(i)];
      batch.shares()[i] = mixture.share(i);
    }
    batch.mixed(true);
  }

  /** The training examples as the network sees them in an epoch, before mixing. */
  private Examples seen(int epoch) {
    return augmentations == null ? standardized : augmented(augmentations, epoch);
  }

  private Examples augmented(AugmentationChain how, int epoch) {
    return new ForwardingExamples(examples) {
      @Override
      public void read(int index, float[] target, int offset) {
        long number = (long) epoch * size() + index;
        RandomGenerator random = SeededStreams.stream(SeededStreams.mix(augmentationSeed, number));
        how.read(augmented, index, random, target, offset);
        Standardized.apply(standardization, target, offset, shape().size());
      }
    };
  }
}
