package io.rethink.runner.workers;

import io.rethink.engine.Threads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How workers are started: as this process was, with a share of its threads. */
final class WorkerCommandLine {

  private final List<String> line;
  private final int threads;

  /**
   * @param main the class whose main method serves
   * @param arguments its arguments
   * @param workers how many there are
   */
  WorkerCommandLine(Class<?> main, List<String> arguments, int workers) {
    line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        // Only one process can listen to a debugger at an address.
        .filter(each -> !each.startsWith("-agentlib:jdwp") && !each.startsWith("-Xrunjdwp"))
        .forEach(line::add);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(arguments);
    threads = share(System.getenv(), Runtime.getRuntime().availableProcessors(), workers);
  }

  /** The threads of one among several workers. */
  static int share(Map<String, String> environment, int cores, int workers) {
    String given = environment.getOrDefault(Threads.VARIABLE, "");
    int all = given.matches("[1-9]\\d{0,3}") ? Integer.parseInt(given) : cores;
    return Math.max(1, all / workers);
  }

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put(Threads.VARIABLE, Integer.toString(threads));
    return builder.start();
  }
}
