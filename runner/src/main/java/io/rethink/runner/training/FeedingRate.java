package io.rethink.runner.training;

import io.rethink.engine.Batch;

/** How fast batches can be made: gathered, augmented, standardized and mixed, on one thread. */
public final class FeedingRate {

  private static final long WARM_UP_NANOS = 500_000_000;
  private static final long MEASURED_NANOS = 1_000_000_000;

  private FeedingRate() {}

  /** Measures for about a second and a half, and returns examples a second. */
  public static double measure(Task task, TrainingPlan plan, SeededStreams seeds, int batchSize) {
    TrainingBatches batches =
        new TrainingBatches(task, plan.augmentations(), plan.mixing(), seeds, batchSize);
    Batch batch = new Batch(task.train().shape(), batches.batchSize());
    batches.startEpoch(0);
    make(batches, batch, WARM_UP_NANOS);
    return make(batches, batch, MEASURED_NANOS);
  }

  private static double make(TrainingBatches batches, Batch batch, long atLeast) {
    long start = System.nanoTime();
    long examples = 0;
    long elapsed = 0;
    for (int number = 0; elapsed < atLeast; number++) {
      batches.fill(0, number % batches.perEpoch(), batch);
      examples += batch.size();
      elapsed = System.nanoTime() - start;
    }
    return examples * 1e9 / elapsed;
  }
}
