package io.rethink.runner.cli;

import io.rethink.runner.report.Comparison;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink compare RUN...}. */
@Command(
    name = "compare",
    description = "Sets runs side by side: the options in which they differ, and their results.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "A run, or the beginning of its id; a study; or an experiment.")
  private List<String> names = new ArrayList<>();

  @Mixin private RunsOption runs = new RunsOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<KnownRun> known =
        names.stream()
            .flatMap(name -> runs.folder().find(name).stream())
            .distinct()
            .map(RunFolder::read)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    Comparison comparison = Comparison.of(known);
    out.println(json ? Json.text(comparison.rows()) : comparison.table().text());
    out.flush();
    return 0;
  }
}
