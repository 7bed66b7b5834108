package io.rethink.runner.workers;

import io.rethink.runner.execution.RunProgress;
import org.jspecify.annotations.Nullable;

/**
 * What a worker tells its driver.
 *
 * @param kind what it is about
 * @param text a warning, or why a run is not carried out
 * @param progress how far the training has come
 */
record Report(Kind kind, @Nullable String text, @Nullable RunProgress progress) {

  enum Kind {
    /** The run's records are open. */
    STARTED,
    /** The training has come further. */
    PROGRESS,
    /** Something is not as it should be, and the run goes on. */
    WARNED,
    /** The run has ended; how, its folder says. */
    ENDED,
    /** The run cannot be carried on; its records are as they were. */
    REFUSED
  }

  static Report of(Kind kind) {
    return new Report(kind, null, null);
  }

  static Report of(Kind kind, String text) {
    return new Report(kind, text, null);
  }

  static Report of(RunProgress progress) {
    return new Report(Kind.PROGRESS, null, progress);
  }
}
