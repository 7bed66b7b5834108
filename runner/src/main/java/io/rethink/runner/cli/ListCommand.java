package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.report.ResultTable;
import io.rethink.runner.report.Spread;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Metrics;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    List<KnownRun> listed = new ArrayList<>();
    for (RunFolder folder : runs.folder().all()) {
      try {
        listed.add(folder.read());
      } catch (UserException e) {
        spec.commandLine().getErr().println(e.getMessage() + "; the run is left out");
      }
    }
    listed.sort(Comparator.comparingLong(each -> each.run().started()));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(listed));
    } else if (listed.isEmpty()) {
      out.println("there are no runs in " + runs.folder().path());
    } else {
      out.println(new ResultTable(COLUMNS, listed.stream().map(ListCommand::row).toList()).text());
    }
    out.flush();
    return 0;
  }

  private static List<String> row(KnownRun listed) {
    Optional<RunResult> result = Optional.ofNullable(listed.result());
    Map<String, Double> metrics = result.map(RunResult::metrics).orElse(Map.of());
    return List.of(
        listed.run().id(),
        listed.run().experiment(),
        listed.run().name(),
        listed.state().label(),
        result.map(each -> Integer.toString(each.epochs())).orElse("-"),
        percent(metrics.get(Metrics.TRAIN_ACCURACY)),
        percent(metrics.get(Metrics.TEST_ACCURACY)));
  }

  private static String percent(@Nullable Double value) {
    return Spread.of(value == null ? List.of() : List.of(value)).text(100, 2);
  }
}
