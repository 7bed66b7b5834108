package io.rethink.runner.training;

import io.rethink.api.Progress;
import java.util.function.BooleanSupplier;

/** Progress that ends the work at its next advance once somebody has asked for the end. */
record CancellableProgress(Progress progress, BooleanSupplier cancelled) implements Progress {

  @Override
  public Work begin(String title, long total, String unit) {
    requireWanted();
    Work work = progress.begin(title, total, unit);
    return new Work() {
      @Override
      public void advance(long units) {
        requireWanted();
        work.advance(units);
      }

      @Override
      public void close() {
        work.close();
      }
    };
  }

  private void requireWanted() {
    if (cancelled.getAsBoolean()) {
      throw new TrainingCancelledException();
    }
  }
}
