package io.rethink.runner.journal;

/** How a run ended. */
public enum RunStatus {
  /** It did what it was asked to. */
  FINISHED,
  /** Something went wrong. */
  FAILED,
  /** Somebody ended it, or its process is gone. */
  KILLED
}
