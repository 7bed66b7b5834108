package io.rethink.runner.cli;

import io.rethink.engine.compiled.CompiledNetwork;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import io.rethink.runner.training.FeedingRate;
import io.rethink.runner.training.UpdateTime;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.AssembledTraining;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code rethink explain FILE}. */
@Command(
    name = "explain",
    description =
        "Shows what a training step of an experiment's network is compiled to: each primitive, its"
            + " implementation, memory, time and rate; what the update takes; and how fast batches"
            + " are made. Of a sweep, the first run that is selected.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Mixin private ExperimentArguments experiment = new ExperimentArguments();
  @Mixin private OnlyOption only = new OnlyOption();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Catalog catalog = plugins.catalog();
    Study study = experiment.read(catalog);
    Predicate<Variant> selection = only.selection(study);
    Variant first = study.variants().stream().filter(selection).findFirst().orElseThrow();
    IdleOverrides.check(study, first::equals, spec.commandLine().getErr());
    Path folder = Files.createTempDirectory("rethink-explain");
    PrintWriter out = spec.commandLine().getOut();
    try (AssembledRun assembled = data.assembler().assemble(first.experiment(), () -> folder)) {
      if (!(assembled instanceof AssembledTraining run)) {
        out.println("the model is computed in closed form, by no network that could be compiled");
        out.flush();
        return 0;
      }
      int batch = Math.min(run.plan().settings().batchSize(), run.task().train().size());
      if (run.network() instanceof CompiledNetwork compiled) {
        out.print(compiled.explain(batch));
        out.flush();
      } else {
        out.println("the network runs in stock DL4J, which is not compiled");
      }
      out.println(
          String.format(
              Locale.ROOT,
              "the update takes %.2f ms more, penalties included",
              UpdateTime.measure(run.task(), run.plan(), run.network(), run.seeds(), batch)));
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
