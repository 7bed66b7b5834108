package io.rethink.runner.cli;

import io.rethink.runner.config.Variant;
import io.rethink.runner.execution.StudyOptions;
import io.rethink.runner.workers.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say how many runs go on at the same time, and how often they are tried. */
final class JobsOption {

  private static final String WORKER = "worker";
  private static final int MAX_JOBS = 256;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  private @Nullable Integer jobs;
  private int retries;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Carries out N runs at a time, each in a process of its own with its share of the"
              + " threads (default: one after the other, in this process).")
  void setJobs(int number) {
    if (number < 1 || number > MAX_JOBS) {
      throw new ParameterException(
          spec.commandLine(),
          "--jobs is %d; it must be a number of processes, from 1 to %d"
              .formatted(number, MAX_JOBS));
    }
    jobs = number;
  }

  @Option(
      names = "--retries",
      paramLabel = "N",
      description =
          "Tries a run that fails, or whose process dies, up to N times more, from its last"
              + " checkpoint; also those that failed before (default: 0).")
  void setRetries(int number) {
    if (number < 0) {
      throw new ParameterException(
          spec.commandLine(), "--retries is %d; it must be 0 or above".formatted(number));
    }
    retries = number;
  }

  /**
   * How a study is carried out.
   *
   * @param arguments what workers are to be started with
   */
  StudyOptions options(
      boolean anew, Predicate<Variant> only, List<String> arguments, BooleanSupplier cancelled) {
    Integer number = jobs;
    if (number == null) {
      return new StudyOptions(anew, retries, only, null);
    }
    List<String> line = new ArrayList<>(List.of(WORKER));
    line.addAll(arguments);
    return new StudyOptions(
        anew, retries, only, () -> Workers.processes(number, Rethink.class, line, cancelled));
  }
}
