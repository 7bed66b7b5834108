package io.rethink.engine.compiled.program;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;

/** How much memory a program may take. */
final class AvailableMemory {

  private static final Path LINUX = Path.of("/proc/meminfo");

  private AvailableMemory() {}

  /**
   * Bytes that are free, or would be if caches were dropped, within the limit of the container if
   * there is one.
   */
  static long bytes() {
    return Math.min(free().orElseGet(Pointer::totalPhysicalBytes), limit());
  }

  /** As the kernel estimates it: {@code proc(5)}, MemAvailable. */
  private static OptionalLong free() {
    if (!Files.isReadable(LINUX)) {
      return OptionalLong.empty();
    }
    try (Stream<String> lines = Files.lines(LINUX)) {
      return lines
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** The JVM knows the limits of containers. */
  private static long limit() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
