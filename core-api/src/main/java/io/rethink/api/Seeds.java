package io.rethink.api;

import java.util.random.RandomGenerator;

/**
 * The run's source of randomness. What it returns depends on the run's seed and on the arguments
 * alone: never on the order of calls, on threads, or on other extensions. Generators are of the
 * algorithm {@code L64X128MixRandom} of {@code java.util.random}.
 *
 * <p>Name a stream after what it is for: {@code "corruption/random-labels"}.
 */
public interface Seeds {

  /** A seed for {@code name}: uniform over the non-zero {@code long}s. */
  long seed(String name);

  /** A generator at the start of the stream {@code name}. */
  RandomGenerator stream(String name);

  /**
   * A generator at the start of the {@code index}-th substream of {@code name}: one for each
   * example, say, so that examples can be read in any order.
   */
  RandomGenerator stream(String name, long index);
}
