package io.rethink.runner.config;

import java.math.BigDecimal;

/** Whether two labels on an axis mean the same: {@code 1} and {@code 1.0} do. */
public final class SameLabel {

  private SameLabel() {}

  public static boolean isSame(String one, String other) {
    return one.equals(other) || isSameNumber(one, other);
  }

  private static boolean isSameNumber(String one, String other) {
    try {
      return new BigDecimal(one).compareTo(new BigDecimal(other)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
