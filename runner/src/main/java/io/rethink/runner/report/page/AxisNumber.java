package io.rethink.runner.report.page;

/** The place of a condition on an axis of numbers. */
final class AxisNumber {

  private AxisNumber() {}

  /** The number that a label is; not a number if it is none. */
  static double of(Condition condition, String axis) {
    try {
      return Double.parseDouble(condition.settings().getOrDefault(axis, ""));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
