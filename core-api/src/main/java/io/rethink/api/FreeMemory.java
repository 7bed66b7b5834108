package io.rethink.api;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory this process can still take, to refuse beforehand what would not fit. */
public final class FreeMemory {

  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path PROCESS = Path.of("/proc/self/status");

  private FreeMemory() {}

  /**
   * Bytes that are free, files in the cache counted as free, within the limit of the container if
   * there is one. On Linux as the kernel estimates it, {@code proc(5)}, {@code MemAvailable};
   * elsewhere as Java knows it.
   */
  public static long bytes() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try {
      return bytes(
          Files.readAllLines(MACHINE), Files.readAllLines(PROCESS), system.getTotalMemorySize());
    } catch (IOException e) {
      return system.getFreeMemorySize();
    }
  }

  /**
   * As {@link #bytes()}.
   *
   * @param machine lines of {@code /proc/meminfo}
   * @param process lines of {@code /proc/self/status}
   * @param limit bytes that the machine has, or the container's limit if that is less; what others
   *     in the container have taken of it is not known
   */
  static long bytes(List<String> machine, List<String> process, long limit) {
    long left = limit - entry(process, "RssAnon").orElse(0) - entry(process, "RssShmem").orElse(0);
    return Math.max(0, Math.min(left, entry(machine, "MemAvailable").orElse(left)));
  }

  private static OptionalLong entry(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst();
  }
}
