package io.rethink.api.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  /** The factors at the given steps of 10 epochs of 4 steps. */
  private static double[] factors(Schedule schedule, long... steps) {
    return LongStream.of(steps)
        .mapToDouble(step -> schedule.factor(new Position(step, 4, 10)))
        .toArray();
  }

  @Test
  void constantIsOne() {
    assertThat(factors(new Schedule.Constant(0), 0, 1, 17, 39)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void exponentialFallsAfterEveryEpochAndNotWithinOne() {
    assertThat(factors(new Schedule.Exponential(0.95, 0), 0, 3, 4, 7, 8, 39))
        .containsExactly(new double[] {1, 1, 0.95, 0.95, 0.9025, 0.630249409724609}, within(1e-14));
  }

  @Test
  void exponentialOfThePaperSumsToTwentyEpochsAtFullRate() {
    Schedule schedule = new Schedule.Exponential(0.95, 0);
    double sum = 0;
    for (int epoch = 0; epoch < 1000; epoch++) {
      sum += schedule.factor(new Position(epoch, 1, 1000));
    }

    // Zhang et al. 2017: a geometric series, 1 / (1 - 0.95).
    assertThat(sum).isCloseTo(20, within(1e-9));
  }

  @Test
  void stepFallsAtTheGivenEpochsInAnyOrder() {
    // The follow-up code of the paper's authors divides by 10 at epochs 150 and 225.
    Schedule schedule = new Schedule.Step(List.of(225, 150), 0.1, 0);
    double[] factors =
        LongStream.of(0, 149, 150, 224, 225, 299)
            .mapToDouble(epoch -> schedule.factor(new Position(epoch * 391, 391, 300)))
            .toArray();

    assertThat(factors).containsExactly(new double[] {1, 1, 0.1, 0.1, 0.01, 0.01}, within(1e-15));
    assertThat(schedule.factor(new Position(150 * 391 - 1, 391, 300))).isEqualTo(1);
  }

  @Test
  void stepDoesNotFollowItsListWhenThatChanges() {
    List<Integer> at = new ArrayList<>(List.of(2));
    Schedule.Step schedule = new Schedule.Step(at, 0.1, 0);
    at.add(1);

    assertThat(schedule.at()).containsExactly(2);
  }

  @Test
  void cosineFallsToItsFloor() {
    // optax.cosine_decay_schedule(1.0, 40, alpha=0.1)
    assertThat(factors(new Schedule.Cosine(0.1, 0), 0, 10, 20, 39))
        .containsExactly(
            new double[] {1.0, 0.8681980515339464, 0.55, 0.10138719982009242}, within(1e-12));
  }

  @Test
  void cosineBeginsAfterTheWarmUp() {
    // optax.cosine_decay_schedule(1.0, 32, alpha=0.1), 8 steps later
    assertThat(factors(new Schedule.Cosine(0.1, 2), 8, 16, 24, 39))
        .containsExactly(
            new double[] {1.0, 0.8681980515339464, 0.55, 0.10216687299751144}, within(1e-12));
  }

  @Test
  void cosineWithAWarmUpAsLongAsTrainingOnlyRises() {
    assertThat(factors(new Schedule.Cosine(0, 10), 0, 19, 38))
        .containsExactly(new double[] {1 / 40.0, 20 / 40.0, 39 / 40.0}, within(1e-12));
  }

  @Test
  void warmUpRisesLinearlyFromTheFirstStepToTheFullRate() {
    assertThat(factors(new Schedule.Constant(2), 0, 1, 6, 7, 8))
        .containsExactly(new double[] {1 / 8.0, 2 / 8.0, 7 / 8.0, 1, 1}, within(1e-15));
  }

  @Test
  void warmUpMayEndWithinAnEpoch() {
    assertThat(factors(new Schedule.Constant(0.75), 0, 1, 2, 3))
        .containsExactly(new double[] {1 / 3.0, 2 / 3.0, 1, 1}, within(1e-15));
  }

  @Test
  void warmUpMultipliesWhatTheScheduleSays() {
    assertThat(factors(new Schedule.Exponential(0.5, 2), 3, 4, 7, 8))
        .containsExactly(new double[] {0.5, 5 / 16.0, 0.5, 0.25}, within(1e-15));
  }

  @Property
  void factorsLieBetweenZeroAndOne(
      @ForAll @LongRange(max = 999) long step,
      @ForAll @DoubleRange(max = 1) double floor,
      @ForAll @DoubleRange(max = 20) double warmUp) {
    Position position = new Position(step, 100, 10);

    assertThat(new Schedule.Constant(warmUp).factor(position)).isBetween(0.0, 1.0);
    assertThat(new Schedule.Exponential(0.95, warmUp).factor(position)).isBetween(0.0, 1.0);
    assertThat(new Schedule.Cosine(floor, warmUp).factor(position)).isBetween(0.0, 1 + 1e-12);
    assertThat(new Schedule.Cosine(floor, 0).factor(position)).isBetween(floor - 1e-12, 1.0);
  }
}
