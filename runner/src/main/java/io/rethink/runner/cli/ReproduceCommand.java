package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.difference.RunDifference;
import io.rethink.runner.execution.RepeatedExecution;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.tracking.Tracker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink reproduce RUN}. */
@Command(
    name = "reproduce",
    description = {
      "Carries out a run once more from its own record, beside the first, and says whether the"
          + " numbers are the same."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every number is the same, bit for bit",
      "1:something differs",
      "2:no such run, or wrong usage",
      "130:interrupted"
    })
final class ReproduceCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "A run that has ended, or the beginning of its id.")
  private String name = "";

  @Option(names = "--json", description = "Prints what differs as JSON.")
  private boolean json;

  @Mixin private RunsOption runs = new RunsOption();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();
  @Mixin private TrackingOption tracking = new TrackingOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    RunFolder original = runs.folder().findOne(name);
    Catalog catalog = plugins.catalog();
    try (Interruption interruption = new Interruption();
        Tracker tracker = tracking.tracker(runs.folder());
        RunDisplay display = new RunDisplay(tracker)) {
      EndedRun ended =
          new RepeatedExecution(runs.folder(), data.assembler(), catalog, interruption)
              .execute(original, display);
      TrackingOption.finish(tracker, interruption);
      if (interruption.getAsBoolean()) {
        spec.commandLine()
            .getErr()
            .printf(
                "interrupted; ./rethink resume %s goes on, and ./rethink diff %s %s compares then%n",
                ended.run().id(), original.id(), ended.run().id());
        return Rethink.INTERRUPTED;
      }
      RunDifference difference = RunDifference.between(original, ended.folder());
      PrintWriter out = spec.commandLine().getOut();
      out.println(json ? Json.text(difference) : text(difference, ended.folder().path()));
      out.flush();
      return difference.isSameResult() ? 0 : Rethink.FAILED;
    }
  }

  private static String text(RunDifference difference, Path folder) {
    DifferenceText text = new DifferenceText(difference);
    String verdict =
        difference.isSameResult()
            ? "run %s gives the same numbers as %s, bit for bit: %,d metric points%s"
                .formatted(
                    difference.second(),
                    difference.first(),
                    difference.points().same(),
                    network(difference))
            : "run %s does not give the same numbers as %s%n%s%nwhat may explain it:%n%s"
                .formatted(
                    difference.second(), difference.first(), text.outcome(), text.explanation());
    return verdict + "\nrecords: " + ShownPath.of(folder);
  }

  private static String network(RunDifference difference) {
    return difference.sameFinalParameters() == null
        ? " (the final parameters could not be compared, for want of a checkpoint of the end)"
        : " and the final parameters";
  }
}
