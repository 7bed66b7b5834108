package io.rethink.runner.cli;

import io.rethink.engine.compiled.CompiledNetwork;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.training.FeedingRate;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.AssembledTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rethink explain FILE}. */
@Command(
    name = "explain",
    description =
        "Shows what a training step of an experiment's network is compiled to: each primitive, its"
            + " implementation, memory, time and rate. Of a sweep, the first run.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Mixin private ExperimentArguments experiment = new ExperimentArguments();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Catalog catalog = plugins.catalog();
    Experiment first = experiment.read(catalog).variants().get(0).experiment();
    Path folder = Files.createTempDirectory("rethink-explain");
    PrintWriter out = spec.commandLine().getOut();
    try (AssembledRun assembled = data.assembler().assemble(first, () -> folder)) {
      if (!(assembled instanceof AssembledTraining run)) {
        out.println("the model is computed in closed form, by no network that could be compiled");
        out.flush();
        return 0;
      }
      int batch = Math.min(run.plan().settings().batchSize(), run.task().train().size());
      if (run.network() instanceof CompiledNetwork compiled) {
        out.print(compiled.explain(batch));
      } else {
        out.println("the network runs in stock DL4J, which is not compiled");
      }
      out.println(
          String.format(
              Locale.ROOT,
              "one thread makes batches of %,.0f examples a second",
              FeedingRate.measure(run.task(), run.plan(), run.seeds(), batch)));
      out.flush();
    } finally {
      Files.deleteIfExists(folder);
    }
    return 0;
  }
}
