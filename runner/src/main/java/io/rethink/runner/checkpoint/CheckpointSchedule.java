package io.rethink.runner.checkpoint;

import io.rethink.runner.training.StateKeeper.Moment;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When checkpoints are written: at the latest after the time that the configuration says; after an
 * epoch sooner, but never so often that writing takes more than half a percent of the time; and at
 * the end always.
 */
final class CheckpointSchedule {

  private static final long LEAST_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long TIMES_THE_COST = 200;

  private final long every;
  private final LongSupplier clock;
  private long last;
  private volatile long cost;

  /**
   * A schedule that begins now.
   *
   * @param clock in nanoseconds
   */
  CheckpointSchedule(Duration every, LongSupplier clock) {
    this.every = every.toNanos();
    this.clock = clock;
    this.last = clock.getAsLong();
  }

  boolean isDue(Moment moment) {
    long since = clock.getAsLong() - last;
    return switch (moment) {
      case STEP -> since >= every;
      case EPOCH -> since >= Math.min(every, Math.max(LEAST_NANOS, TIMES_THE_COST * cost));
      case END -> true;
    };
  }

  /** A checkpoint is being written. */
  void begun() {
    last = clock.getAsLong();
  }

  /** A checkpoint has been written, which took so long. */
  void written(long nanos) {
    cost = nanos;
  }
}
