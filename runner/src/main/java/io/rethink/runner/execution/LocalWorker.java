package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.wiring.RunAssembler;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Carries out runs in this process, on the calling thread. */
public final class LocalWorker implements Worker {

  /** Longer than a process that has lost its driver takes to end. */
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(25);

  private static final int LOCK_POLL_MILLIS = 100;

  private final ExperimentReader reader;
  private final RunExecution execution;
  private final RunResumption resumption;
  private final BooleanSupplier cancelled;

  /**
   * Prepares to carry out runs.
   *
   * @param cancelled asked often whether to end; the run at work is then marked as killed
   * @param despiteChanges whether to go on where what a run is made from has changed
   */
  public LocalWorker(
      RunsFolder runs,
      RunAssembler assembler,
      Catalog catalog,
      BooleanSupplier cancelled,
      boolean despiteChanges) {
    this.reader = new ExperimentReader(catalog);
    RecordedTraining training = new RecordedTraining(new FailureText(catalog.plugins()), cancelled);
    this.execution = new RunExecution(runs, assembler, training);
    this.resumption = new RunResumption(reader, assembler, training, despiteChanges);
    this.cancelled = cancelled;
  }

  @Override
  public EndedRun carryOut(Assignment assignment, StudyListener listener) {
    RunFolder folder = assignment.folder();
    try (FolderLock lock = lock(folder)) {
      // Another process may have brought it to its end while this one waited.
      RunResult result = folder.readResult().orElse(null);
      if (result != null && isOver(result, assignment.again())) {
        return new EndedRun(folder, folder.readRecord(), result);
      }
      RunExecution.Place place = new RunExecution.Place(assignment.number(), assignment.total());
      return hasBegun(folder)
          ? resumption.goOn(folder, listener, place)
          : begin(folder, assignment, listener, place);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot carry out " + folder.path(), e);
    }
  }

  private static boolean isOver(RunResult result, boolean again) {
    return result.status() == RunStatus.FINISHED || (result.status() == RunStatus.FAILED && !again);
  }

  private EndedRun begin(
      RunFolder folder, Assignment assignment, StudyListener listener, RunExecution.Place place) {
    Experiment experiment =
        reader.read(folder.configuration(), List.of()).variants().get(0).experiment();
    RunRecord prepared = folder.readRecord();
    RunRecord run =
        prepared.takenOver(OwnerProcess.current(), prepared.parameters(), prepared.digest());
    folder.write(run);
    folder.deleteResult();
    return execution.begin(
        experiment, run, folder, new ProvenanceRecorder(assignment.source()), listener, place);
  }

  private static boolean hasBegun(RunFolder folder) throws IOException {
    try (JournalReader journal = JournalReader.open(folder.path(), 0)) {
      return Files.exists(folder.provenance()) && journal.next() != null;
    } catch (CorruptLineException e) {
      return true;
    } catch (NoSuchFileException | FileNotFoundException e) {
      return false;
    }
  }

  /** Waits a little for a process that is about to end. */
  private FolderLock lock(RunFolder folder) {
    long end = System.nanoTime() + LOCK_PATIENCE.toNanos();
    while (true) {
      try {
        return RunExecution.lock(folder.path());
      } catch (UserException e) {
        if (System.nanoTime() > end || cancelled.getAsBoolean() || e.getCause() != null) {
          throw e;
        }
      }
      try {
        Thread.sleep(LOCK_POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserException(folder.path() + " is being carried out by another process", e);
      }
    }
  }

  /** Does nothing: this process asks by itself. */
  @Override
  public void cancel() {}

  @Override
  public void close() {}
}
