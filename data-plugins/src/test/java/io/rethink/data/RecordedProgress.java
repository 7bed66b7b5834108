package io.rethink.data;

import io.rethink.api.Progress;
import java.util.ArrayList;
import java.util.List;

/** Progress that remembers each piece of work as {@code title: done of total unit}. */
public final class RecordedProgress implements Progress {

  private final List<String> works = new ArrayList<>();

  @Override
  public Work begin(String title, long total, String unit) {
    return new Work() {
      private long done;

      @Override
      public void advance(long units) {
        done += units;
      }

      @Override
      public void close() {
        synchronized (works) {
          works.add("%s: %d of %d %s".formatted(title, done, total, unit));
        }
      }
    };
  }

  /** The pieces of work that have ended, in the order in which they did. */
  public List<String> works() {
    synchronized (works) {
      return List.copyOf(works);
    }
  }
}
