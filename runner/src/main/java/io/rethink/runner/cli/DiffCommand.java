package io.rethink.runner.cli;

import io.rethink.runner.difference.RunDifference;
import io.rethink.runner.runs.Json;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink diff RUN RUN}. */
@Command(
    name = "diff",
    description =
        "Says what differs between two runs: configuration, code, data, machine and result.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "RUN", description = "A run, or the beginning of its id.")
  private String first = "";

  @Parameters(index = "1", paramLabel = "RUN", description = "The run to compare it with.")
  private String second = "";

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Mixin private RunsOption runs = new RunsOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RunDifference difference =
        RunDifference.between(runs.folder().findOne(first), runs.folder().findOne(second));
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? Json.text(difference) : new DifferenceText(difference).all());
    out.flush();
    return 0;
  }
}
