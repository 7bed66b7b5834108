package io.rethink.runner.execution;

import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunState;
import org.jspecify.annotations.Nullable;

/**
 * A run of a study, which may have been made already.
 *
 * @param number its number in the study, from 1
 * @param variant what it is to be
 * @param folder where it is, or null if it has not been started
 * @param known how far it has come, or null if it has not been started
 */
record PlannedRun(
    int number, Variant variant, @Nullable RunFolder folder, @Nullable KnownRun known) {

  /** One that has not been started. */
  static PlannedRun fresh(int number, Variant variant) {
    return new PlannedRun(number, variant, null, null);
  }

  boolean is(RunState state) {
    return known != null && known.state() == state;
  }

  /** How it ended; null if it has not. */
  @Nullable EndedRun ended() {
    return folder == null || known == null || known.result() == null
        ? null
        : new EndedRun(folder, known.run(), known.result());
  }
}
