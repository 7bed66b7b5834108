package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunState;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands a study's runs out to workers, each its next as soon as it has ended the one before. */
final class StudyCourse {

  private static final int POLL_MILLIS = 100;

  private final Path source;
  private final int total;
  private final int retries;
  private final BooleanSupplier cancelled;
  private final StudyListener listener;
  private final Function<PlannedRun, RunFolder> starter;

  // Guarded by this.
  private final Deque<Turn> waiting = new ArrayDeque<>();
  private final Map<Integer, EndedRun> ended = new TreeMap<>();
  private final List<UserException> refusals = new ArrayList<>();
  private int atWork;
  private @Nullable Throwable failure;

  /** A run that waits for a worker, for the so manieth time. */
  private record Turn(PlannedRun run, @Nullable RunFolder folder, int attempt) {}

  /**
   * @param source the file that the study was read from
   * @param total number of runs in the study
   * @param retries how often a run that fails is tried again
   * @param starter makes the folder of a run that has not been started
   */
  StudyCourse(
      Path source,
      int total,
      int retries,
      BooleanSupplier cancelled,
      StudyListener listener,
      Function<PlannedRun, RunFolder> starter) {
    this.source = source;
    this.total = total;
    this.retries = retries;
    this.cancelled = cancelled;
    this.listener = listener;
    this.starter = starter;
  }

  /** Carries out the runs that are not cancelled. */
  void carryOut(Collection<PlannedRun> runs, List<Worker> workers) {
    synchronized (this) {
      runs.forEach(run -> waiting.add(new Turn(run, run.folder(), 1)));
    }
    if (workers.size() == 1 && workers.get(0) instanceof LocalWorker local) {
      work(local);
    } else {
      workTogether(workers);
    }
    synchronized (this) {
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
    }
  }

  private void workTogether(List<Worker> workers) {
    List<Thread> threads =
        workers.stream()
            .map(worker -> new Thread(() -> work(worker), "worker-" + workers.indexOf(worker)))
            .toList();
    threads.forEach(Thread::start);
    boolean told = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join(POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
        if (!told && isOver()) {
          workers.forEach(Worker::cancel);
          told = true;
        }
      }
    }
  }

  /** How the runs ended, by number. */
  synchronized Map<Integer, EndedRun> ended() {
    return Map.copyOf(ended);
  }

  /** Why runs were not carried out. */
  synchronized List<UserException> refusals() {
    return List.copyOf(refusals);
  }

  private void work(Worker worker) {
    try {
      for (Turn turn = next(); turn != null; turn = next()) {
        take(worker, turn);
      }
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void take(Worker worker, Turn turn) {
    PlannedRun run = turn.run();
    EndedRun outcome = null;
    try {
      RunFolder folder = turn.folder() == null ? start(run) : turn.folder();
      boolean again = turn.attempt() > 1 || run.is(RunState.FAILED);
      outcome =
          worker.carryOut(new Assignment(folder, source, run.number(), total, again), listener);
    } catch (UserException e) {
      refuse(e);
    } finally {
      end(turn, outcome);
    }
  }

  private RunFolder start(PlannedRun run) {
    synchronized (this) {
      return starter.apply(run);
    }
  }

  private synchronized @Nullable Turn next() {
    while (!isOver()) {
      Turn turn = waiting.poll();
      if (turn != null) {
        atWork++;
        return turn;
      }
      if (atWork == 0) {
        return null;
      }
      try {
        // One of those at work may fail, and be tried again.
        wait(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return null;
      }
    }
    return null;
  }

  private synchronized boolean isOver() {
    return cancelled.getAsBoolean() || failure != null;
  }

  private synchronized void end(Turn turn, @Nullable EndedRun outcome) {
    atWork--;
    if (outcome != null) {
      ended.put(turn.run().number(), outcome);
      boolean unfinished = outcome.result().status() != RunStatus.FINISHED;
      if (unfinished && turn.attempt() <= retries && !isOver()) {
        listener.retried(outcome);
        waiting.add(new Turn(turn.run(), outcome.folder(), turn.attempt() + 1));
      }
    }
    notifyAll();
  }

  private synchronized void refuse(UserException e) {
    refusals.add(e);
  }

  private synchronized void fail(Throwable e) {
    if (failure == null) {
      failure = e;
    }
  }
}
