package io.rethink.runner.workers;

import io.rethink.api.UserException;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.execution.RunProgress;
import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.execution.Worker;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker's side: takes orders, one at a time, and reports how they go, until none can come. */
public final class WorkerService implements BooleanSupplier {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerService.class);
  private static final String NO_MORE = "";
  private static final int PATIENCE_SECONDS = 12;
  private static final int CUT_OFF = 137;
  private static final long NANOS_BETWEEN_REPORTS = 500_000_000L;

  private final PrintStream reports;
  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();
  private volatile boolean abandoned;

  /**
   * Begins to listen for orders.
   *
   * @param input where orders come from
   * @param reports where reports go
   */
  public WorkerService(BufferedReader input, PrintStream reports) {
    this.reports = reports;
    Thread listening = new Thread(() -> listen(input), "orders");
    listening.setDaemon(true);
    listening.start();
  }

  /** Whether the driver is gone, or wants no more. */
  @Override
  public boolean getAsBoolean() {
    return abandoned;
  }

  private void listen(BufferedReader input) {
    try {
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        orders.add(line);
      }
    } catch (IOException e) {
      LOG.info("the driver can no longer be heard", e);
    }
    abandoned = true;
    orders.add(NO_MORE);
    try {
      // A step that takes for ever must not keep a process whose driver is gone.
      Thread.sleep(PATIENCE_SECONDS * 1000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(CUT_OFF);
  }

  /**
   * Carries orders out until there are none.
   *
   * @param cancelled asked whether to end after the order at work
   */
  public void serve(Worker worker, BooleanSupplier cancelled) throws InterruptedException {
    while (!cancelled.getAsBoolean()) {
      String line = orders.take();
      if (line.equals(NO_MORE)) {
        return;
      }
      Lines.read(line, Order.class).ifPresent(order -> carryOut(worker, order));
    }
  }

  private void carryOut(Worker worker, Order order) {
    try {
      worker.carryOut(order.assignment(), new Reporter());
      report(Report.of(Report.Kind.ENDED));
    } catch (UserException e) {
      report(Report.of(Report.Kind.REFUSED, String.valueOf(e.getMessage())));
    }
  }

  private synchronized void report(Report report) {
    reports.println(Lines.of(report));
    reports.flush();
  }

  /** Reports what happens in a run. */
  private final class Reporter implements StudyListener, TrainingListener {

    private int epochs;
    private long steps;
    private long lastReport;
    private Map<String, Double> metrics = Map.of();

    @Override
    public void journalOpened(Path folder) {
      report(Report.of(Report.Kind.STARTED));
    }

    @Override
    public TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total) {
      return this;
    }

    @Override
    public void warned(String message) {
      report(Report.of(Report.Kind.WARNED, message));
    }

    @Override
    public void runEnded(EndedRun outcome) {}

    @Override
    public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {
      epochs = plan.settings().epochs();
      steps = (long) epochs * stepsPerEpoch;
      // The journal says by now that the run has begun.
      report(Report.of(Report.Kind.STARTED));
    }

    @Override
    public void stepped(Position position, double loss, int examples) {
      long now = System.nanoTime();
      if (now - lastReport > NANOS_BETWEEN_REPORTS) {
        lastReport = now;
        report(
            Report.of(
                new RunProgress(
                    position.epoch() + 1,
                    epochs,
                    position.step() + 1,
                    steps,
                    loss,
                    metrics.get(Metrics.TRAIN_ACCURACY),
                    metrics.get(Metrics.TEST_ACCURACY))));
      }
    }

    @Override
    public void evaluated(EpochSummary epoch) {
      metrics = epoch.metrics();
    }
  }
}
