package io.rethink.runner.cli;

import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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

  @Override
  public Integer call() {
    Study study = experiment.read(plugins.catalog());
    PrintWriter out = spec.commandLine().getOut();
    int runs = study.variants().size();
    out.println("%s: %d run%s".formatted(study.name(), runs, runs == 1 ? "" : "s"));
    for (Variant variant : study.variants()) {
      if (study.isSweep()) {
        out.println("  " + variant.name());
      }
    }
    out.flush();
    return 0;
  }
}
