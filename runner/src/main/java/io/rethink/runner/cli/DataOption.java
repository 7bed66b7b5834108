package io.rethink.runner.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where downloaded data are kept. */
final class DataOption {

  private static final String VARIABLE = "RETHINK_DATA";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where downloaded data are kept (default: $RETHINK_DATA, or ~/.cache/rethink/data).")
  private @Nullable Path folder;

  /** The folder, absolute; it may not exist. */
  Path folder() {
    if (folder != null) {
      return folder.toAbsolutePath();
    }
    String given = System.getenv(VARIABLE);
    return given == null
        ? Path.of(System.getProperty("user.home"), ".cache", "rethink", "data")
        : Path.of(given).toAbsolutePath();
  }
}
