package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.execution.LocalWorker;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.workers.WorkerService;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rethink worker}: carries out what a driver asks for; see {@link WorkerService}. */
@Command(name = "worker", hidden = true, description = "Carries out runs for another process.")
final class WorkerCommand implements Callable<Integer> {

  @Option(
      names = "--despite-changes",
      description = "Goes on although what a run is made from has changed.")
  private boolean despiteChanges;

  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Mixin private DataOption data = new DataOption();

  @Override
  public Integer call() throws InterruptedException {
    PrintStream reports =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    // What plugins print must not stand between reports.
    System.setOut(System.err);
    WorkerService service =
        new WorkerService(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), reports);
    Catalog catalog = plugins.catalog();
    try (Interruption interruption = new Interruption()) {
      BooleanSupplier cancelled = () -> service.getAsBoolean() || interruption.getAsBoolean();
      service.serve(
          new LocalWorker(
              new RunsFolder(Path.of("")), data.assembler(), catalog, cancelled, despiteChanges),
          cancelled);
      return 0;
    }
  }
}
