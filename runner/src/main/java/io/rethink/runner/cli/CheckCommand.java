package io.rethink.runner.cli;

import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.runs.Json;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--json", description = "Prints JSON: each run with all of its settings.")
  private boolean json;

  /**
   * A study as {@code --json} prints it.
   *
   * @param axes the labels along each axis
   * @param resolved the experiment of the first run in full, if it was asked for
   */
  private record Checked(
      String name,
      @Nullable String description,
      Map<String, List<String>> axes,
      List<Planned> runs,
      @Nullable String resolved) {}

  /** A run of it. */
  private record Planned(Map<String, String> settings, Map<String, String> parameters) {}

  @Override
  public Integer call() {
    Study study = experiment.read(plugins.catalog());
    IdleOverrides.check(study, variant -> true, spec.commandLine().getErr());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.text(checked(study)));
    } else {
      print(study, out);
    }
    out.flush();
    return 0;
  }

  private Checked checked(Study study) {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    study.axes().forEach(axis -> axes.put(axis, study.labels(axis)));
    List<Planned> runs =
        study.variants().stream()
            .map(variant -> new Planned(variant.settings(), variant.experiment().parameters()))
            .toList();
    String first = resolved ? study.variants().get(0).experiment().hocon() : null;
    return new Checked(study.name(), study.description(), axes, runs, first);
  }

  private void print(Study study, PrintWriter out) {
    out.println(study.name() + ": " + count(study.variants().size(), "run"));
    for (String axis : study.axes()) {
      out.println("  %s: %s".formatted(axis, String.join(", ", study.labels(axis))));
    }
    ReportBlock report = study.report();
    if (report != null) {
      out.println(
          "  report: %s, %s"
              .formatted(
                  count(report.charts().size(), "chart"), count(report.claims().size(), "claim")));
    }
    Experiment first = study.variants().get(0).experiment();
    out.println(resolved ? first.hocon() : summary(first));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private static String summary(Experiment experiment) {
    return experiment.parameters().entrySet().stream()
        .filter(parameter -> parameter.getKey().matches("[^.]+(\\.\\d+)?\\.type"))
        .map(parameter -> "  " + parameter.getKey() + " = " + parameter.getValue())
        .collect(Collectors.joining("\n"));
  }
}
