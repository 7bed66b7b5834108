package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Study;
import io.rethink.runner.execution.StudyExecution;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.tracking.Tracker;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rethink run FILE}. */
@Command(
    name = "run",
    description = "Carries out an experiment, or all runs of its sweep.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Mixin private ExperimentArguments experiment = new ExperimentArguments();
  @Mixin private RunsOption runs = new RunsOption();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();
  @Mixin private TrackingOption tracking = new TrackingOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints the results as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Catalog catalog = plugins.catalog();
    Study study = experiment.read(catalog);
    try (Interruption interruption = new Interruption();
        Tracker tracker = tracking.tracker(runs.folder())) {
      List<EndedRun> ended =
          new StudyExecution(runs.folder(), data.assembler(), catalog, interruption)
              .execute(study, new RunDisplay(tracker));
      PrintedResults.print(ended, json, spec.commandLine().getOut());
      TrackingOption.finish(tracker, interruption);
      if (interruption.getAsBoolean()) {
        return Rethink.INTERRUPTED;
      }
      boolean allFinished =
          ended.stream().allMatch(run -> run.result().status() == RunStatus.FINISHED);
      return allFinished ? 0 : Rethink.FAILED;
    }
  }
}
