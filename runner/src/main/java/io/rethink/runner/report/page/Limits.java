package io.rethink.runner.report.page;

import io.rethink.runner.report.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where a value has to lie.
 *
 * @param atLeast its least value, or null
 * @param atMost its greatest value, or null
 */
record Limits(@Nullable Double atLeast, @Nullable Double atMost) {

  /** What the mean of fractions may be off by rounding. */
  private static final double ROUNDING = 1e-12;

  /**
   * Whether the value lies there: where the spread over seeds gives an interval for it, the whole
   * interval has to lie within for a yes, and outside for a no.
   */
  Verdict judge(Spread spread) {
    if (spread.count() == 0 || Double.isNaN(spread.mean())) {
      return Verdict.UNDECIDED;
    }
    Spread.Interval interval = spread.interval();
    double low = interval == null ? spread.mean() : interval.low();
    double high = interval == null ? spread.mean() : interval.high();
    boolean isBelow = atMost != null && low > atMost + ROUNDING;
    boolean isAbove = atLeast != null && high < atLeast - ROUNDING;
    if (isBelow || isAbove) {
      return Verdict.NO;
    }
    boolean isWithin =
        (atLeast == null || low >= atLeast - ROUNDING)
            && (atMost == null || high <= atMost + ROUNDING);
    return isWithin ? Verdict.YES : Verdict.UNDECIDED;
  }

  /** As in {@code at least 99.00 % and at most 100.00 %}. */
  String text(DoubleFunction<String> number) {
    List<String> parts = new ArrayList<>();
    if (atLeast != null) {
      parts.add("at least " + number.apply(atLeast));
    }
    if (atMost != null) {
      parts.add("at most " + number.apply(atMost));
    }
    return String.join(" and ", parts);
  }
}
