package io.rethink.runner.wiring;

import io.rethink.api.Seeds;
import java.util.random.RandomGenerator;

/**
 * The streams of one among several extensions of the same type in a run. Extensions name their
 * streams after their type, so without this two of them would draw the same numbers.
 *
 * @param run the run's streams
 * @param number which of them it is, from 1; the first draws from the streams as they are named
 */
record NumberedSeeds(Seeds run, int number) implements Seeds {

  @Override
  public long seed(String name) {
    return run.seed(numbered(name));
  }

  @Override
  public RandomGenerator stream(String name) {
    return run.stream(numbered(name));
  }

  @Override
  public RandomGenerator stream(String name, long index) {
    return run.stream(numbered(name), index);
  }

  private String numbered(String name) {
    return number == 1 ? name : name + "#" + number;
  }
}
