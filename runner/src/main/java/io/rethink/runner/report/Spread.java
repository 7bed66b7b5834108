package io.rethink.runner.report;

import java.util.Collection;
import java.util.Locale;

/**
 * Mean and spread of a number over runs.
 *
 * @param count number of values
 * @param mean their mean; not a number if there are none
 * @param deviation their sample standard deviation (divisor n - 1); 0 for a single value
 */
public record Spread(int count, double mean, double deviation) {

  public static Spread of(Collection<Double> values) {
    int count = values.size();
    double mean = values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new Spread(count, mean, count < 2 ? 0 : Math.sqrt(squares / (count - 1)));
  }

  /**
   * As in {@code 97.31 ± 0.25}, each multiplied by {@code factor}; {@code -} if there are no
   * values.
   */
  public String text(double factor, int decimals) {
    if (count == 0) {
      return "-";
    }
    String number = "%." + decimals + "f";
    String text = String.format(Locale.ROOT, number, factor * mean);
    return count == 1
        ? text
        : text + " ± " + String.format(Locale.ROOT, number, factor * deviation);
  }
}
