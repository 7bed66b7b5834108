package io.rethink.runner.workers;

import io.rethink.runner.execution.Worker;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Starts workers. */
public final class Workers {

  private Workers() {}

  /**
   * Workers in processes of their own, which start when they have something to do.
   *
   * @param number how many
   * @param main the class whose main method serves
   * @param arguments its arguments
   * @param cancelled whether the work is to end
   */
  public static List<Worker> processes(
      int number, Class<?> main, List<String> arguments, BooleanSupplier cancelled) {
    WorkerCommandLine command = new WorkerCommandLine(main, arguments, number);
    return Stream.<Worker>generate(() -> new WorkerProcess(command, cancelled))
        .limit(number)
        .toList();
  }
}
