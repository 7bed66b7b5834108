package io.rethink.runner.cli;

import com.google.inject.Guice;
import io.rethink.runner.wiring.ApplicationModule;
import io.rethink.runner.wiring.RunAssembler;
import java.nio.file.Path;
import java.util.List;
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

  /** The option as it was given, for another process. */
  List<String> arguments() {
    return folder == null ? List.of() : List.of("--data", folder.toAbsolutePath().toString());
  }

  /** What builds runs on these data, and shows downloads on the terminal. */
  RunAssembler assembler() {
    TerminalProgress progress = new TerminalProgress(TerminalProgress.isInteractive());
    return Guice.createInjector(new ApplicationModule(this::folder, progress))
        .getInstance(RunAssembler.class);
  }

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
