package io.rethink.model.interpolation;

import io.rethink.api.UserException;
import java.util.Locale;

/** A bound on what computations take. */
final class Memory {

  private Memory() {}

  /**
   * Refuses what does not fit.
   *
   * @param what what is to be computed, for people
   * @param remedy what to do about it
   */
  static void require(long bytes, long available, String what, String remedy) {
    if (bytes > available) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "%s takes %s of memory, and %s are free; %s",
              what,
              text(bytes),
              text(available),
              remedy));
    }
  }

  private static String text(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }
}
