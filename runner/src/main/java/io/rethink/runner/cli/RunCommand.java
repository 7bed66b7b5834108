package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import io.rethink.runner.execution.StudyExecution;
import io.rethink.runner.execution.StudyOptions;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.tracking.Tracker;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rethink run FILE}. */
@Command(
    name = "run",
    description = {
      "Carries out an experiment, or all runs of its sweep.",
      "A sweep goes on where it was left: runs that have been made from the same configuration, data, labels and plugins are not made again."
    },
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

  @Mixin private JobsOption jobs = new JobsOption();

  @Mixin private OnlyOption only = new OnlyOption();

  @Option(
      names = "--anew",
      description = "Makes all runs of the sweep anew, in a new study, also those made already.")
  private boolean anew;

  @Override
  public Integer call() {
    Catalog catalog = plugins.catalog();
    Study study = experiment.read(catalog);
    Predicate<Variant> selection = only.selection(study);
    IdleOverrides.check(study, selection, spec.commandLine().getErr());
    try (Interruption interruption = new Interruption();
        Tracker tracker = tracking.tracker(runs.folder())) {
      StudyOptions options =
          jobs.options(
              anew,
              selection,
              Stream.of(plugins.arguments(), data.arguments()).flatMap(List::stream).toList(),
              interruption);
      StudyExecution execution =
          new StudyExecution(runs.folder(), data.assembler(), catalog, interruption);
      List<EndedRun> ended;
      try (RunDisplay display = new RunDisplay(tracker)) {
        ended = execution.execute(study, options, display);
      }
      return new Ending(ended, execution.refusals()).finish(spec, json, tracker, interruption);
    }
  }
}
