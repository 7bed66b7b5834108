package io.rethink.runner.options;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What values of an option are legal.
 *
 * @param rule completes "it must be": {@code at least 0 and below 1}, {@code non-empty}
 * @param accepts tells whether a value of the option's type is legal
 * @param range the numbers that are legal; null if the constraint is no interval of numbers
 */
public record Constraint(String rule, Predicate<Object> accepts, @Nullable Range range) {

  Constraint(String rule, Predicate<Object> accepts) {
    this(rule, accepts, null);
  }

  static Constraint of(Range range) {
    return new Constraint(
        range.toString(), value -> value instanceof Number n && range.contains(n), range);
  }
}
