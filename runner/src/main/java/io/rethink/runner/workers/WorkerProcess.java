package io.rethink.runner.workers;

import io.rethink.api.UserException;
import io.rethink.runner.execution.Assignment;
import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.execution.Worker;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The driver's side of a worker: a process that carries out runs one after the other. It is started
 * when there is something to do; one that has died, or whose run failed, makes way for a new one.
 */
final class WorkerProcess implements Worker {

  private static final int PATIENCE_SECONDS = 15;

  private final WorkerCommandLine command;
  private final BooleanSupplier cancelled;
  private @Nullable Process process;
  private volatile String title = "worker";

  WorkerProcess(WorkerCommandLine command, BooleanSupplier cancelled) {
    this.command = command;
    this.cancelled = cancelled;
  }

  @Override
  public EndedRun carryOut(Assignment assignment, StudyListener listener) {
    RunFolder folder = assignment.folder();
    RunRecord run = folder.readRecord();
    title = "[%d/%d] %s".formatted(assignment.number(), assignment.total(), run.name());
    try {
      listener.assigned(run, assignment);
      Process worker = started(listener);
      boolean ended = order(worker, assignment, run, listener);
      EndedRun outcome =
          ended ? outcome(folder) : DeadRun.of(folder, worker.waitFor(), cancelled.getAsBoolean());
      listener.journalOpened(folder.path());
      listener.runEnded(outcome);
      if (!ended || outcome.result().status() == RunStatus.FAILED) {
        // What failed may have left the process in any state.
        stop();
      }
      return outcome;
    } catch (IOException e) {
      stop();
      throw new UncheckedIOException("no worker can be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
      throw new UserException(title + ": interrupted", e);
    }
  }

  private static EndedRun outcome(RunFolder folder) {
    RunResult result =
        folder
            .readResult()
            .orElseThrow(
                () ->
                    new UserException(
                        "run %s has ended without a result; ./rethink resume carries it on"
                            .formatted(folder.id())));
    return new EndedRun(folder, folder.readRecord(), result);
  }

  /** Sees a run through; false if the process died. */
  private static boolean order(
      Process worker, Assignment assignment, RunRecord run, StudyListener listener)
      throws IOException {
    try {
      BufferedWriter orders = worker.outputWriter(StandardCharsets.UTF_8);
      orders.write(Lines.of(Order.of(assignment)));
      orders.newLine();
      orders.flush();
    } catch (IOException e) {
      return false;
    }
    BufferedReader reports = worker.inputReader(StandardCharsets.UTF_8);
    for (String line = line(reports); line != null; line = line(reports)) {
      Report report = Lines.read(line, Report.class).orElse(null);
      if (report == null) {
        listener.warned(line);
        continue;
      }
      switch (report.kind()) {
        case STARTED -> listener.journalOpened(assignment.folder().path());
        case PROGRESS -> {
          if (report.progress() != null) {
            listener.progressed(run, assignment, report.progress());
          }
        }
        case WARNED -> listener.warned(String.valueOf(report.text()));
        case REFUSED -> throw new UserException(String.valueOf(report.text()));
        case ENDED -> {
          return true;
        }
      }
    }
    return false;
  }

  /** The next line; null also where the process died in the middle of one. */
  private static @Nullable String line(BufferedReader reports) {
    try {
      return reports.readLine();
    } catch (IOException e) {
      return null;
    }
  }

  private synchronized Process started(StudyListener listener) throws IOException {
    if (process == null || !process.isAlive()) {
      Process fresh = command.start();
      process = fresh;
      Thread errors = new Thread(() -> pass(fresh, listener), "worker-messages");
      errors.setDaemon(true);
      errors.start();
    }
    return process;
  }

  /** Shows what the process says, and of which run. */
  private void pass(Process worker, StudyListener listener) {
    try (BufferedReader errors = worker.errorReader()) {
      for (String line = errors.readLine(); line != null; line = errors.readLine()) {
        listener.warned(title + ": " + line);
      }
    } catch (IOException e) {
      // It has ended.
      return;
    }
  }

  @Override
  public synchronized void cancel() {
    if (process != null) {
      try {
        process.outputWriter(StandardCharsets.UTF_8).close();
      } catch (IOException e) {
        // It has ended already.
        return;
      }
    }
  }

  private synchronized void stop() {
    if (process == null) {
      return;
    }
    cancel();
    boolean interrupted = false;
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      process.destroyForcibly();
    }
    process = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }
}
