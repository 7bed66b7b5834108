package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.execution.ResumedExecution;
import io.rethink.runner.execution.UnfinishedWork;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.tracking.Tracker;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink resume [RUN]}. */
@Command(
    name = "resume",
    description = {
      "Carries on runs that were killed or interrupted, from their last checkpoint, and the studies"
          + " that they belong to. The numbers come out as if nothing had happened."
    },
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "RUN",
      description =
          "A run or a study, or the beginning of its id; or an experiment (default: all that is"
              + " unfinished). A run that failed, or that is taken to be at work on another machine,"
              + " is resumed only by its own id.")
  private @Nullable String name;

  @Option(
      names = "--despite-changes",
      description =
          "Goes on although the configuration, the data, the labels or a plugin has changed.")
  private boolean despiteChanges;

  @Option(names = "--json", description = "Prints the results as JSON.")
  private boolean json;

  @Mixin private JobsOption jobs = new JobsOption();
  @Mixin private RunsOption runs = new RunsOption();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();
  @Mixin private TrackingOption tracking = new TrackingOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    UnfinishedWork work = UnfinishedWork.find(runs.folder(), name);
    PrintWriter out = spec.commandLine().getOut();
    work.elsewhere().forEach(spec.commandLine().getErr()::println);
    if (work.isEmpty()) {
      out.println(json ? "[]" : "there is nothing to resume in " + runs.folder().path());
      out.flush();
      return 0;
    }
    Catalog catalog = plugins.catalog();
    try (Interruption interruption = new Interruption();
        Tracker tracker = tracking.tracker(runs.folder())) {
      List<String> arguments = new ArrayList<>(plugins.arguments());
      arguments.addAll(data.arguments());
      if (despiteChanges) {
        arguments.add("--despite-changes");
      }
      ResumedExecution execution =
          new ResumedExecution(
              runs.folder(),
              data.assembler(),
              catalog,
              interruption,
              despiteChanges,
              jobs.options(false, variant -> true, arguments, interruption));
      List<EndedRun> ended;
      try (RunDisplay display = new RunDisplay(tracker)) {
        ended = execution.execute(work, display);
      }
      return new Ending(ended, execution.refusals()).finish(spec, json, tracker, interruption);
    }
  }
}
