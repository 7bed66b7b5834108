package io.rethink.runner.cli;

import io.rethink.runner.execution.RunProgress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How far a study has come, and how long it takes still, judged by the runs made so far. */
final class StudyClock {

  private final int todo;
  private final long started;
  private final Map<Integer, Double> atWork = new HashMap<>();
  private int ended;

  /**
   * @param todo number of runs to carry out
   * @param now in nanoseconds
   */
  StudyClock(int todo, long now) {
    this.todo = todo;
    this.started = now;
  }

  /** A run has come further. */
  synchronized void progressed(int number, RunProgress progress) {
    atWork.put(number, progress.fraction());
  }

  /** A run has ended for good. */
  synchronized void ended(int number) {
    atWork.remove(number);
    ended = Math.min(todo, ended + 1);
  }

  /** A run that had ended is begun once more. */
  synchronized void retried() {
    ended--;
  }

  synchronized int ended() {
    return ended;
  }

  synchronized int atWork() {
    return atWork.size();
  }

  /** From 0 to 1. */
  synchronized double fraction() {
    double part = atWork.values().stream().mapToDouble(Double::doubleValue).sum();
    return todo == 0 ? 1 : Math.min(1, (ended + part) / todo);
  }

  /** How long it takes still; empty before anything has been done. */
  synchronized Optional<Duration> left(long now) {
    double done = fraction();
    return done == 0
        ? Optional.empty()
        : Optional.of(Duration.ofNanos((long) ((now - started) * (1 - done) / done)));
  }

  /** As in {@code 3 of 40 runs, 12:05 left}. */
  String text(long now) {
    return "%d of %d runs, %s left"
        .formatted(ended(), todo, left(now).map(StudyClock::text).orElse("?"));
  }

  /** As in {@code 1:02:03}. */
  static String text(Duration left) {
    return left.toHours() > 0
        ? "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart())
        : "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
  }
}
