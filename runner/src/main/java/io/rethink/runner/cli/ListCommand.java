package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.report.ResultTable;
import io.rethink.runner.report.Spread;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rethink list}. */
@Command(name = "list", description = "Lists all runs.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  private static final List<String> COLUMNS =
      List.of(
          "run", "experiment", "name", "state", "epochs", "train accuracy %", "test accuracy %");

  @Mixin private RunsOption runs = new RunsOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(whole()));
    } else {
      List<RunSummary> listed = runs.folder().summaries(this::leaveOut);
      out.println(
          listed.isEmpty()
              ? "there are no runs in " + runs.folder().path()
              : new ResultTable(COLUMNS, listed.stream().map(ListCommand::row).toList()).text());
    }
    out.flush();
    return 0;
  }

  private List<KnownRun> whole() {
    List<KnownRun> listed = new ArrayList<>();
    for (RunFolder folder : runs.folder().all()) {
      try {
        listed.add(folder.read());
      } catch (UserException e) {
        leaveOut(e);
      }
    }
    listed.sort(Comparator.comparingLong(each -> each.run().started()));
    return listed;
  }

  private void leaveOut(UserException damage) {
    spec.commandLine().getErr().println(damage.getMessage() + "; the run is left out");
  }

  private static List<String> row(RunSummary listed) {
    return List.of(
        listed.id(),
        listed.experiment(),
        listed.name(),
        listed.state().label(),
        listed.epochs() == null ? "-" : listed.epochs().toString(),
        percent(listed.trainAccuracy()),
        percent(listed.testAccuracy()));
  }

  private static String percent(@Nullable Double value) {
    return Spread.of(value == null ? List.of() : List.of(value)).text(100, 2);
  }
}
