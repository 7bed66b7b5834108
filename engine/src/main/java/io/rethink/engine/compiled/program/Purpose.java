package io.rethink.engine.compiled.program;

/** What a block of memory is for, as a refusal tells it. */
enum Purpose {
  TRAINING("a training step", "make training.batch-size smaller"),
  SCORING("an evaluation", "end other programs, or choose a smaller network"),
  UPDATE("an update", "end other programs");

  private final String user;
  private final String wayOut;

  Purpose(String user, String wayOut) {
    this.user = user;
    this.wayOut = wayOut;
  }

  /** Says that there is less memory than is needed, and what can be done about it. */
  String refusal(long bytes, long available) {
    return "%s of the network needs %,d MB, and %,d MB are free; %s"
        .formatted(user, bytes >> 20, available >> 20, wayOut);
  }
}
