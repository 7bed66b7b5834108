package io.rethink.runner.tracking;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Sends journals to MLflow while they are written, from one background thread. Nobody waits for it
 * but {@link #finish}, and that within a bound: a server that is slow, away or hangs costs a run
 * nothing, and what it was not sent, {@code ./rethink sync} sends later.
 *
 * <p>The server is the one that {@code MLFLOW_TRACKING_URI} names, else the one that {@code
 * ./rethink ui} started for the same runs, before or during them; without either, nothing is sent.
 */
public final class Tracker implements AutoCloseable {

  /** How long {@link #finish} is best told to wait for progress. */
  public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofSeconds(60);
  // Less than the time for which a shutdown is held up.
  private static final Duration LONGEST_IN_SHUTDOWN = Duration.ofSeconds(12);
  private static final long CLOSING_MILLIS = 1000;

  private final SendingLoop loop;
  private final Thread thread;

  private Tracker(SendingLoop loop) {
    this.loop = loop;
    this.thread = new Thread(loop, "mlflow-tracker");
    thread.setDaemon(true);
  }

  /**
   * A tracker for the runs in a folder. Never fails: a server that is wrongly named is logged once,
   * and reported at the end.
   *
   * @param runs the folder of all runs
   * @param environment the environment's variables, of which those that begin with {@code
   *     MLFLOW_TRACKING_} are used as MLflow's own client uses them
   */
  public static Tracker forRuns(Path runs, Map<String, String> environment) {
    return start(new RunsDestination(runs, environment), MlflowConnection.PATIENCE);
  }

  /** A tracker that sends nothing, whatever servers there are. */
  public static Tracker none() {
    return start(Optional::empty, MlflowConnection.PATIENCE);
  }

  static Tracker start(Destination destination, Duration requestPatience) {
    Tracker tracker = new Tracker(new SendingLoop(destination, requestPatience));
    tracker.thread.start();
    return tracker;
  }

  /**
   * Begins to send the journal of a run or a study, which need not exist yet. A study comes before
   * its runs.
   *
   * @throws IllegalStateException after {@link #finish} or {@link #close}
   */
  public void follow(Path runFolder) {
    loop.follow(runFolder);
  }

  /**
   * Waits until all that the followed journals hold has been sent, or until no journal has been
   * sent any further for some time, and ends the sending. Waits for a minute at most; for 12
   * seconds if the work was interrupted before. An interruption meanwhile, of the work or of the
   * thread, ends the waiting.
   *
   * @param patience how long to wait without any progress
   * @param interrupted whether the work has been interrupted, as by Ctrl-C
   * @return what came of it
   */
  public TrackingOutcome finish(Duration patience, BooleanSupplier interrupted) {
    boolean before = interrupted.getAsBoolean();
    return finish(
        patience,
        before ? LONGEST_IN_SHUTDOWN : LONGEST,
        () -> !before && interrupted.getAsBoolean());
  }

  TrackingOutcome finish(Duration patience, Duration longest, BooleanSupplier interrupted) {
    loop.finish();
    long start = System.nanoTime();
    long lastNews = start;
    long progress = loop.status().progress();
    try {
      while (!loop.awaitOver(100)
          && !interrupted.getAsBoolean()
          && System.nanoTime() - lastNews < patience.toNanos()
          && System.nanoTime() - start < longest.toNanos()) {
        if (loop.status().progress() != progress) {
          progress = loop.status().progress();
          lastNews = System.nanoTime();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    TrackingOutcome outcome = loop.status().outcome();
    close();
    return outcome;
  }

  /** Ends the sending within a second or so. May be called more than once. */
  @Override
  public void close() {
    loop.end();
    thread.interrupt();
    try {
      thread.join(CLOSING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
