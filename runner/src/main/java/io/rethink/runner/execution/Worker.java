package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.runs.EndedRun;

/** Carries out runs, one at a time. */
public interface Worker extends AutoCloseable {

  /**
   * Carries a run to its end. Whatever the run does, this returns how it ended.
   *
   * @throws UserException if the run cannot be carried on; its records are then as they were
   */
  EndedRun carryOut(Assignment assignment, StudyListener listener);

  /** Asks the run at work to end early, from another thread. */
  void cancel();

  @Override
  void close();
}
