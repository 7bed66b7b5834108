package io.rethink.runner.report.page;

import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.report.Spread;
import io.rethink.runner.training.Metrics;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.regex.Pattern;

/** How the values of a metric are written. */
enum Unit {
  /** A fraction, in per cent with two digits. */
  PERCENT(100, " %"),
  /** A number of epochs or steps. */
  COUNT(1, ""),
  /** Anything else: whole numbers in full, others with four significant digits. */
  NUMBER(1, "");

  private static final Pattern FRACTION =
      Pattern.compile("(.*/)?(([a-z]+-)*accuracy(-.*)?|fraction(-.*)?|error|agreement)");
  private static final int DIGITS = 4;
  private static final double LARGEST_IN_FULL = 1e12;

  private final double factor;
  private final String suffix;

  Unit(double factor, String suffix) {
    this.factor = factor;
    this.suffix = suffix;
  }

  static Unit of(String metric, ReportBlock block) {
    if (FRACTION.matcher(metric).matches()) {
      return PERCENT;
    }
    return switch (metric) {
      case Metrics.EPOCHS,
          Metrics.STEPS,
          Metrics.EPOCHS_TO_INTERPOLATION,
          Metrics.STEPS_TO_INTERPOLATION ->
          COUNT;
      default -> block.epochsTo().containsKey(metric) ? COUNT : NUMBER;
    };
  }

  /** The value as it is drawn. */
  double scaled(double value) {
    return factor * value;
  }

  /** What axes and columns have behind the metric's name: {@code " (%)"}. */
  String bracket() {
    return suffix.isEmpty() ? "" : " (" + suffix.strip() + ")";
  }

  /** A single value: {@code 97.31 %}. */
  String text(double value) {
    return number(value) + (Double.isFinite(value) ? suffix : "");
  }

  /** A single value without its unit. */
  String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "∞" : "-∞";
    }
    return switch (this) {
      case PERCENT -> String.format(Locale.ROOT, "%.2f", factor * value);
      case COUNT ->
          value == Math.rint(value)
              ? String.format(Locale.ROOT, "%.0f", value)
              : String.format(Locale.ROOT, "%.1f", value);
      case NUMBER -> significant(value);
    };
  }

  private static String significant(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < LARGEST_IN_FULL) {
      // The sum turns a negative zero into a zero.
      return String.format(Locale.ROOT, "%.0f", value + 0.0);
    }
    if (size >= 1e-4 && size < 1e7) {
      BigDecimal rounded = new BigDecimal(value).round(new MathContext(DIGITS));
      BigDecimal shown = rounded.scale() < 0 ? rounded.setScale(0) : rounded;
      return shown.stripTrailingZeros().toPlainString();
    }
    return String.format(Locale.ROOT, "%.3e", value);
  }

  /** A difference of two values: of percentages, in points. */
  String difference(double value) {
    return this == PERCENT ? number(value) + " points" : text(value);
  }

  /** Mean and deviation without unit: {@code 97.31 ± 0.25}. */
  String number(Spread spread) {
    if (spread.count() == 0) {
      return "-";
    }
    return spread.count() == 1
        ? number(spread.mean())
        : number(spread.mean()) + " ± " + number(spread.deviation());
  }

  /** Mean and deviation: {@code 97.31 ± 0.25 %}. */
  String text(Spread spread) {
    return spread.count() == 0 ? "-" : number(spread) + suffix;
  }
}
