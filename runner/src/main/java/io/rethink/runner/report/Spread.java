package io.rethink.runner.report;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Mean and spread of a number over runs.
 *
 * @param count number of values
 * @param mean their mean; not a number if there are none
 * @param deviation their sample standard deviation (divisor n - 1); 0 for a single value
 * @param interval where the mean of all possible runs lies with 95 % confidence, if the values are
 *     normally distributed; null for fewer than two values
 */
public record Spread(int count, double mean, double deviation, @Nullable Interval interval) {

  private static final double UPPER_QUANTILE = 0.975;

  /** From {@code low} to {@code high}. */
  public record Interval(double low, double high) {}

  public static Spread of(Collection<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    if (count < 2) {
      return new Spread(count, mean, 0, null);
    }
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    double deviation = Math.sqrt(squares / (count - 1));
    double half =
        new TDistribution(null, count - 1).inverseCumulativeProbability(UPPER_QUANTILE)
            * deviation
            / Math.sqrt(count);
    return new Spread(count, mean, deviation, new Interval(mean - half, mean + half));
  }

  /**
   * As in {@code 97.31 ± 0.25 [96.69, 97.93]}, each multiplied by {@code factor}; without an
   * interval if all values are the same, and {@code -} if there are none.
   */
  public String text(double factor, int decimals) {
    if (count == 0) {
      return "-";
    }
    if (interval == null) {
      return number(factor * mean, decimals);
    }
    String text = number(factor * mean, decimals) + " ± " + number(factor * deviation, decimals);
    return deviation == 0
        ? text
        : "%s [%s, %s]"
            .formatted(
                text,
                number(factor * interval.low(), decimals),
                number(factor * interval.high(), decimals));
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
