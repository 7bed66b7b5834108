package io.rethink.runner.cli;

import io.rethink.api.UserException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code rethink}. */
@Command(
    name = "rethink",
    description = "Experiments on why neural networks generalize.",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      CheckCommand.class,
      ExplainCommand.class,
      ListCommand.class,
      CompareCommand.class,
      PluginsCommand.class,
      UiCommand.class,
      SyncCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 a run failed, 2 bad configuration or usage, 130 interrupted.",
      "'rethink COMMAND --help' explains a command."
    })
public final class Rethink {

  /** A run failed. */
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
          if (failure instanceof UserException) {
            command.getErr().println(failure.getMessage());
            return USAGE;
          }
          throw failure;
        });
    line.setParameterExceptionHandler(Rethink::explain);
    return line.execute(arguments);
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
