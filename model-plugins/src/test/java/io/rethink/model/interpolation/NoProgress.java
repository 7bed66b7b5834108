package io.rethink.model.interpolation;

import io.rethink.api.Progress;

/** Shows nothing, and counts. */
final class NoProgress implements Progress {

  private long expected;
  private long done;

  @Override
  public Work begin(String title, long total, String unit) {
    expected += total;
    return new Work() {
      @Override
      public void advance(long units) {
        done += units;
      }

      @Override
      public void close() {}
    };
  }

  /** Units that were announced. */
  long expected() {
    return expected;
  }

  /** Units that were done. */
  long done() {
    return done;
  }
}
