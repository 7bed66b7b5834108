package io.rethink.runner.options;

import java.util.function.Predicate;

/**
 * What values of an option are legal.
 *
 * @param rule completes "it must be": {@code at least 0 and below 1}, {@code non-empty}
 * @param accepts tells whether a value of the option's type is legal
 */
public record Constraint(String rule, Predicate<Object> accepts) {}
