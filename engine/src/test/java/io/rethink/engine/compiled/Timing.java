package io.rethink.engine.compiled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What a benchmark's process finds, and prints as its last line.
 *
 * @param milliseconds median time of a step
 * @param megabytes the most memory that the process had
 * @param building milliseconds in which the program was made and its buffers touched; 0 for PyTorch
 */
record Timing(double milliseconds, double megabytes, double building) {

  /** Of the last of the lines that a process printed. */
  static Timing of(String text) {
    String[] lines = text.strip().split("\n", -1);
    double[] values =
        Arrays.stream(lines[lines.length - 1].split(" ", -1))
            .mapToDouble(Double::parseDouble)
            .toArray();
    return new Timing(values[0], values[1], values.length > 2 ? values[2] : 0);
  }

  String line() {
    return milliseconds + " " + megabytes + " " + building;
  }

  /** The most memory that this process had, in MB. */
  static double ownPeak() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String peak = lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Double.parseDouble(peak.replaceAll("[^0-9]", "")) / 1024;
    }
  }
}
