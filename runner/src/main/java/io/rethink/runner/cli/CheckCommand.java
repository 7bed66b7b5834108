package io.rethink.runner.cli;

import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.Study;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rethink check FILE}. */
@Command(
    name = "check",
    description = "Says what an experiment would run, or everything that is wrong with it.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

  @Mixin private ExperimentArguments experiment = new ExperimentArguments();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--resolved",
      description = "Also prints the experiment of the first run in full, with all defaults.")
  private boolean resolved;

  @Override
  public Integer call() {
    Study study = experiment.read(plugins.catalog());
    PrintWriter out = spec.commandLine().getOut();
    int runs = study.variants().size();
    out.println("%s: %d run%s".formatted(study.name(), runs, runs == 1 ? "" : "s"));
    for (String axis : study.axes()) {
      out.println("  %s: %s".formatted(axis, String.join(", ", study.labels(axis))));
    }
    Experiment first = study.variants().get(0).experiment();
    out.println(resolved ? first.hocon() : summary(first));
    out.flush();
    return 0;
  }

  private static String summary(Experiment experiment) {
    return experiment.parameters().entrySet().stream()
        .filter(parameter -> parameter.getKey().matches("[^.]+(\\.\\d+)?\\.type"))
        .map(parameter -> "  " + parameter.getKey() + " = " + parameter.getValue())
        .collect(Collectors.joining("\n"));
  }
}
