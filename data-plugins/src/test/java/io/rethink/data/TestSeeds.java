package io.rethink.data;

import io.rethink.api.Seeds;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Seeds for tests: distinct streams for distinct names and indices, with no claim to more. */
public record TestSeeds(long root) implements Seeds {

  @Override
  public long seed(String name) {
    return 0x9E3779B97F4A7C15L * (31 * root + name.hashCode()) | 1;
  }

  @Override
  public RandomGenerator stream(String name) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed(name));
  }

  @Override
  public RandomGenerator stream(String name, long index) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed(name) + 2 * (index + 1));
  }
}
