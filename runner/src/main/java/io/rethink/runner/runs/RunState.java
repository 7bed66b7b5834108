package io.rethink.runner.runs;

import java.util.Locale;

/** How far a run has come. */
public enum RunState {
  /** Its process is alive and at work. */
  RUNNING,
  /** It came to its end. */
  FINISHED,
  /** An error ended it. */
  FAILED,
  /** It was stopped by a person or a signal, or its process is gone. */
  KILLED;

  /** As people read it: {@code finished}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
