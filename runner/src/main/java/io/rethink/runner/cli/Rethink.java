package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.engine.Threads;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code rethink}. */
@Command(
    name = "rethink",
    description = "Experiments on why neural networks generalize.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      ResumeCommand.class,
      ReproduceCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      ListCommand.class,
      CompareCommand.class,
      DiffCommand.class,
      ReportCommand.class,
      PluginsCommand.class,
      UiCommand.class,
      SyncCommand.class,
      WorkerCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a run failed, 2 bad configuration or usage, 130 interrupted.",
      "'rethink COMMAND --help' explains a command."
    })
public final class Rethink {

  private static final String DEBUG = "RETHINK_DEBUG";

  /** A run failed, or something else went wrong that is not in the configuration. */
  static final int FAILED = 1;

  /** Bad configuration or usage. */
  static final int USAGE = 2;

  /** Ended by Ctrl-C or a signal, as shells count it. */
  static final int INTERRUPTED = 130;

  public static void main(String[] arguments) {
    System.exit(execute(arguments));
  }

  /** Carries out one command and returns its exit code. */
  static int execute(String... arguments) {
    CommandLine line = new CommandLine(new Rethink());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (System.getenv(DEBUG) != null) {
            failure.printStackTrace(command.getErr());
          }
          command.getErr().println(text(failure));
          return failure instanceof UserException ? USAGE : FAILED;
        });
    line.setParameterExceptionHandler(Rethink::explain);
    line.setExecutionStrategy(parsed -> carryOut(line, parsed));
    return line.execute(arguments);
  }

  private static int carryOut(CommandLine line, ParseResult parsed) {
    Integer helped = CommandLine.executeHelpRequest(parsed);
    if (helped != null) {
      return helped;
    }
    try {
      Threads.requireUsable(System.getenv(Threads.VARIABLE));
    } catch (UserException e) {
      throw new ExecutionException(line, "the environment is of no use", e);
    }
    return new RunLast().execute(parsed);
  }

  private static String text(Exception failure) {
    if (failure instanceof UserException) {
      return Objects.toString(failure.getMessage());
    }
    if (failure instanceof UncheckedIOException || failure instanceof IOException) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      return failure == cause ? reason(cause) : failure.getMessage() + ": " + reason(cause);
    }
    return "an error that Rethink did not foresee (%s); with %s=1 it prints where, please report it"
        .formatted(failure, DEBUG);
  }

  private static String reason(Throwable cause) {
    return cause instanceof FileSystemException file
        ? "%s (%s)"
            .formatted(
                file.getFile(),
                Objects.requireNonNullElse(file.getReason(), file.getClass().getSimpleName()))
        : Objects.toString(cause.getMessage());
  }

  private static int explain(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(failure.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("'%s --help' explains".formatted(command.getCommandSpec().qualifiedName()));
    return USAGE;
  }
}
