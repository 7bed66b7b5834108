package io.rethink.model.interpolation;

import com.sun.management.OperatingSystemMXBean;
import io.rethink.api.UserException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** How much memory is left on this machine. */
final class Memory {

  private static final Path MEMINFO = Path.of("/proc/meminfo");

  private Memory() {}

  /** Bytes that a process can still take, files in the cache counted as free. */
  static long available() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    // Free memory, as Java gives it, leaves out what the cache would give back.
    try (Stream<String> lines = Files.lines(MEMINFO)) {
      long machine =
          lines
              .filter(line -> line.startsWith("MemAvailable:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
              .findFirst()
              .orElse(system.getFreeMemorySize());
      return Math.min(machine, system.getTotalMemorySize());
    } catch (IOException | NumberFormatException e) {
      return system.getFreeMemorySize();
    }
  }

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
