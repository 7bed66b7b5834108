package io.rethink.runner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.training.StateKeeper.Moment;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CheckpointScheduleTest {

  private static final long SECOND = 1_000_000_000L;

  private long now;

  @Test
  void withinAnEpochTheTimeDecidesAndAtTheEndNothingDoes() {
    CheckpointSchedule schedule = new CheckpointSchedule(Duration.ofMinutes(5), () -> now);
    now = 299 * SECOND;
    assertThat(schedule.isDue(Moment.STEP)).isFalse();
    now = 300 * SECOND;
    assertThat(schedule.isDue(Moment.STEP)).isTrue();
    schedule.begun();
    assertThat(schedule.isDue(Moment.STEP)).isFalse();
    assertThat(schedule.isDue(Moment.END)).isTrue();
  }

  @Test
  void epochsOfMillisecondsDoNotEachHaveOne() {
    CheckpointSchedule schedule = new CheckpointSchedule(Duration.ofMinutes(5), () -> now);
    now = 4 * SECOND;
    assertThat(schedule.isDue(Moment.EPOCH)).isFalse();
    now = 5 * SECOND;
    assertThat(schedule.isDue(Moment.EPOCH)).isTrue();
  }

  @Test
  void afterEpochsWritingTakesHalfAPercentOfTheTimeAtMost() {
    CheckpointSchedule schedule = new CheckpointSchedule(Duration.ofMinutes(5), () -> now);
    schedule.written(SECOND);
    now = 199 * SECOND;
    assertThat(schedule.isDue(Moment.EPOCH)).isFalse();
    now = 200 * SECOND;
    assertThat(schedule.isDue(Moment.EPOCH)).isTrue();
    schedule.written(10 * SECOND);
    now = 300 * SECOND;
    // What was asked for is done all the same.
    assertThat(schedule.isDue(Moment.EPOCH)).isTrue();
  }
}
