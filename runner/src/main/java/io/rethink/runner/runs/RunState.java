package io.rethink.runner.runs;

/** How far a run has come. */
public enum RunState {
  /** Its process is alive and at work. */
  RUNNING,
  /** It came to its end. */
  FINISHED,
  /** An error ended it. */
  FAILED,
  /** It was stopped by a person or a signal, or its process is gone. */
  KILLED
}
