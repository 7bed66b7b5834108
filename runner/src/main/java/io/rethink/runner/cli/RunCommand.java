package io.rethink.runner.cli;

import com.google.inject.Guice;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Study;
import io.rethink.runner.execution.StudyExecution;
import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.report.ResultTable;
import io.rethink.runner.report.StudySummary;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.tracking.Tracker;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.wiring.ApplicationModule;
import io.rethink.runner.wiring.RunAssembler;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Prints the results as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Catalog catalog = plugins.catalog();
    Study study = experiment.read(catalog);
    boolean interactive = TerminalProgress.isInteractive();
    try (Interruption interruption = new Interruption();
        Tracker tracker = Tracker.forRuns(runs.folder().path(), System.getenv())) {
      RunAssembler assembler =
          Guice.createInjector(
                  new ApplicationModule(data::folder, new TerminalProgress(interactive)))
              .getInstance(RunAssembler.class);
      List<EndedRun> ended =
          new StudyExecution(runs.folder(), assembler, catalog, interruption)
              .execute(study, new Display(tracker, interactive));
      print(ended);
      tracker.finish(Tracker.DEFAULT_PATIENCE, interruption).line().ifPresent(System.err::println);
      if (interruption.getAsBoolean()) {
        return Rethink.INTERRUPTED;
      }
      boolean allFinished =
          ended.stream().allMatch(run -> run.result().status() == RunStatus.FINISHED);
      return allFinished ? 0 : Rethink.FAILED;
    }
  }

  private void print(List<EndedRun> ended) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          Json.text(ended.stream().map(run -> new Printed(run.run(), run.result())).toList()));
    } else {
      ResultTable table = StudySummary.of(ended).table();
      out.println();
      out.println(table.text());
      out.println();
      ended.stream()
          .map(run -> run.folder().path().getParent())
          .distinct()
          .forEach(folder -> out.println("records: " + relative(folder)));
    }
    out.flush();
  }

  private static Path relative(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) ? here.relativize(path) : path;
  }

  /** A run as {@code --json} prints it. */
  private record Printed(RunRecord run, RunResult result) {}

  /** Shows the runs one after the other. */
  private static final class Display implements StudyListener {

    private final Tracker tracker;
    private final boolean interactive;
    private @Nullable TrainingDisplay training;

    Display(Tracker tracker, boolean interactive) {
      this.tracker = tracker;
      this.interactive = interactive;
    }

    @Override
    public void journalOpened(Path folder) {
      tracker.follow(folder);
    }

    @Override
    public TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total) {
      String title = total == 1 ? run.name() : "[%d/%d] %s".formatted(number, total, run.name());
      TrainingDisplay display = new TrainingDisplay(title, interactive);
      training = display;
      return display;
    }

    @Override
    public void runEnded(EndedRun run) {
      if (training != null) {
        training.ended(run);
        training = null;
      }
    }
  }
}
