package io.rethink.runner.options;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An interval of numbers.
 *
 * @param lower its lower end; null if it has none
 * @param upper its upper end; null if it has none
 */
public record Range(@Nullable Limit lower, @Nullable Limit upper) {

  /** All numbers. */
  static final Range ALL = new Range(null, null);

  /**
   * An end of an interval.
   *
   * @param inclusive whether {@code value} itself lies in the interval
   */
  public record Limit(BigDecimal value, boolean inclusive) {

    int compare(Number number) {
      return number instanceof Double || number instanceof Float
          ? Double.compare(number.doubleValue(), value.doubleValue())
          : BigDecimal.valueOf(number.longValue()).compareTo(value);
    }
  }

  /** The numbers from {@code least} to {@code greatest}. */
  public static Range between(long least, long greatest) {
    return ALL.atLeast(BigDecimal.valueOf(least), true).atMost(BigDecimal.valueOf(greatest), true);
  }

  Range atLeast(BigDecimal value, boolean inclusive) {
    return and(new Range(new Limit(value, inclusive), null));
  }

  Range atMost(BigDecimal value, boolean inclusive) {
    return and(new Range(null, new Limit(value, inclusive)));
  }

  /** What lies in this interval and in {@code other}. */
  public Range and(Range other) {
    return new Range(tighter(lower, other.lower, 1), tighter(upper, other.upper, -1));
  }

  private static @Nullable Limit tighter(@Nullable Limit a, @Nullable Limit b, int sign) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    int order = sign * a.value.compareTo(b.value);
    return order > 0 || (order == 0 && !a.inclusive) ? a : b;
  }

  boolean isLimited() {
    return lower != null || upper != null;
  }

  boolean contains(Number number) {
    if (Double.isNaN(number.doubleValue())) {
      return !isLimited();
    }
    Limit low = lower;
    Limit high = upper;
    return (low == null || low.compare(number) > 0 || (low.inclusive && low.compare(number) == 0))
        && (high == null
            || high.compare(number) < 0
            || (high.inclusive && high.compare(number) == 0));
  }

  /** As in {@code at least 0 and below 1}. */
  @Override
  public String toString() {
    Limit low = lower;
    Limit high = upper;
    if (low != null && high != null && low.inclusive && high.inclusive) {
      return "from " + low.value.toPlainString() + " to " + high.value.toPlainString();
    }
    String from =
        low == null ? "" : (low.inclusive ? "at least " : "above ") + low.value.toPlainString();
    String to =
        high == null ? "" : (high.inclusive ? "at most " : "below ") + high.value.toPlainString();
    return from + (from.isEmpty() || to.isEmpty() ? "" : " and ") + to;
  }
}
