package io.rethink.runner.training;

/** Somebody asked the training to end. */
public final class TrainingCancelledException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TrainingCancelledException() {
    super("the training was cancelled");
  }
}
