package io.rethink.runner.cli;

import io.rethink.runner.runs.RunsFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that says where runs are kept. */
final class RunsOption {

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where runs are kept (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("runs");

  RunsFolder folder() {
    return new RunsFolder(folder);
  }
}
