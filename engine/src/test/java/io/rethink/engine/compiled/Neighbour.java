package io.rethink.engine.compiled;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** What runs on the machine beside a process that is timed: {@code NEIGHBOUR} says it. */
enum Neighbour {
  /** Nothing. */
  NONE {
    @Override
    Timing time(Map<String, String> environment, String... command)
        throws IOException, InterruptedException {
      return finish(start(environment, command));
    }
  },
  /** A process that keeps one core busy. */
  BUSY {
    @Override
    Timing time(Map<String, String> environment, String... command)
        throws IOException, InterruptedException {
      Process burner = start(Map.of(), "sh", "-c", "while :; do :; done");
      try {
        return finish(start(environment, command));
      } finally {
        burner.destroyForcibly().waitFor();
      }
    }
  },
  /** A process of the same kind; the slower of the two counts. */
  TWIN {
    @Override
    Timing time(Map<String, String> environment, String... command)
        throws IOException, InterruptedException {
      Process twin = start(environment, command);
      Timing one = finish(start(environment, command));
      Timing other = finish(twin);
      return one.milliseconds() > other.milliseconds() ? one : other;
    }
  };

  static Neighbour wanted() {
    return valueOf(System.getenv().getOrDefault("NEIGHBOUR", "none").toUpperCase(Locale.ROOT));
  }

  /** Runs a command beside this neighbour, and returns what it found. */
  abstract Timing time(Map<String, String> environment, String... command)
      throws IOException, InterruptedException;

  private static Process start(Map<String, String> environment, String... command)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Timing finish(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(
          "failed: " + process.info().commandLine().orElse("a process that is timed"));
    }
    return Timing.of(text);
  }
}
