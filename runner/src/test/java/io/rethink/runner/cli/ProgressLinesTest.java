package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {

  private final AtomicLong clock = new AtomicLong();
  private final List<String> lines = new ArrayList<>();

  @Test
  void sayNowAndThenHowFarTheWorkIsAndHowLongItWillTake() {
    try (ProgressLines work = new ProgressLines("solve", 100, clock::get, lines::add)) {
      for (int second = 1; second <= 100; second++) {
        clock.set(TimeUnit.SECONDS.toNanos(second));
        work.advance(1);
      }
    }

    assertThat(lines)
        .containsExactly(
            "solve",
            "solve: 20 %, 1:20 left",
            "solve: 40 %, 1:00 left",
            "solve: 60 %, 0:40 left",
            "solve: 80 %, 0:20 left");
  }

  @Test
  void doNotGuessWhereTheTotalIsUnknown() {
    try (ProgressLines work = new ProgressLines("download", -1, clock::get, lines::add)) {
      clock.set(TimeUnit.HOURS.toNanos(1));
      work.advance(1);
    }

    assertThat(lines).containsExactly("download");
  }
}
