package io.rethink.runner.options;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** An interval of numbers, narrowed limit by limit. */
final class Range {

  private record Limit(BigDecimal value, boolean inclusive) {

    int compare(Number number) {
      return number instanceof Double || number instanceof Float
          ? Double.compare(number.doubleValue(), value.doubleValue())
          : BigDecimal.valueOf(number.longValue()).compareTo(value);
    }
  }

  private @Nullable Limit lower;
  private @Nullable Limit upper;

  void atLeast(BigDecimal value, boolean inclusive) {
    lower = new Limit(value, inclusive);
  }

  void atMost(BigDecimal value, boolean inclusive) {
    upper = new Limit(value, inclusive);
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
