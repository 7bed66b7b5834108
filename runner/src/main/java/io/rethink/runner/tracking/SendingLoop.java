package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tracker's thread does: again and again it sends what the followed journals have got
 * since the last time. Others ask it what they need to know through its synchronized methods, which
 * it never holds up: no request is made inside one.
 */
final class SendingLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SendingLoop.class);
  private static final long POLL_MILLIS = 1000;
  private static final long FINISHING_POLL_MILLIS = 200;
  private static final int MAX_DOUBLINGS = 5;
  private static final long TIMES_THE_COST = 100;

  private final Servers servers;
  private final Duration patience;
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);

  // Of the thread.
  private @Nullable MlflowConnection connection;
  private int failures;
  private long cost;
  private boolean caughtUp;

  // Guarded by this.
  private final List<Path> followed = new ArrayList<>();
  private final SortedSet<String> experiments = new TreeSet<>();
  private @Nullable TrackingServer server;
  private @Nullable String problem;
  private @Nullable String refusal;
  private final Map<Path, Long> furthest = new HashMap<>();
  private long progress;
  private boolean finishing;
  private boolean allSent;
  private boolean ended;

  /**
   * @param patience how long to wait for one answer
   */
  SendingLoop(Servers servers, Duration patience) {
    this.servers = servers;
    this.patience = patience;
  }

  synchronized void follow(Path folder) {
    if (finishing || ended) {
      throw new IllegalStateException("the tracker has been told to finish");
    }
    if (!followed.contains(folder)) {
      followed.add(folder);
    }
    news.release();
  }

  /** Asks to send what there is, and then to end. */
  synchronized void finish() {
    finishing = true;
    news.release();
  }

  /** Asks to end now. */
  synchronized void end() {
    ended = true;
    news.release();
  }

  /** Waits a little; true if the loop is over. */
  boolean awaitOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /**
   * Grows when a journal has been sent further than ever before. Requests that are answered do not
   * count: a server may answer some well and refuse others for ever.
   */
  synchronized long progress() {
    return progress;
  }

  synchronized TrackingOutcome outcome() {
    String why = refusal != null ? refusal : problem;
    URI uri = server == null ? null : server.uri();
    TrackingOutcome.State state = TrackingOutcome.State.INCOMPLETE;
    if (why == null && allSent) {
      state = uri == null ? TrackingOutcome.State.NO_SERVER : TrackingOutcome.State.COMPLETE;
    }
    return new TrackingOutcome(state, uri, List.copyOf(experiments), why);
  }

  @Override
  public void run() {
    try {
      while (round()) {
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UserException e) {
      // Nobody can put it right while this process runs.
      fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("runs are no longer sent to MLflow", e);
      fail(e.toString());
    } finally {
      disconnect();
      over.countDown();
    }
  }

  /** One round over all journals; false if it was the last. */
  private boolean round() {
    boolean last = isFinishing();
    boolean complete = true;
    long start = System.nanoTime();
    try {
      MlflowConnection to = connect();
      if (to != null) {
        if (last && !caughtUp) {
          catchUp(to.server());
        }
        for (Path folder : folders()) {
          complete &= send(folder, to);
        }
        if (complete) {
          recover();
        }
      }
      failures = 0;
    } catch (ServerFailure failure) {
      complete = false;
      failures++;
      fail(failure.line());
      disconnect();
    } catch (IOException e) {
      complete = false;
      failures++;
      fail(e.toString());
    }
    cost = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return !endsAfter(last && complete);
  }

  /**
   * Follows what earlier commands left unfinished: not before the work of this one is done, which
   * may be to carry just that on.
   */
  private void catchUp(TrackingServer to) throws IOException {
    List<Path> unfinished = servers.leftUnfinished(to);
    synchronized (this) {
      unfinished.stream().filter(folder -> !followed.contains(folder)).forEach(followed::add);
    }
    caughtUp = true;
  }

  /** Sends one journal; false if there is more to do. */
  private boolean send(Path folder, MlflowConnection to) throws ServerFailure, IOException {
    if (Files.notExists(folder.resolve(Journal.FILE_NAME))) {
      return true;
    }
    JournalSender sender = new JournalSender(folder, to, this::advance);
    if (sender.isComplete()) {
      if (sender.hasEnded()) {
        forget(folder);
      }
      return true;
    }
    try (FolderLock lock = FolderLock.take(folder, FolderLock.Purpose.SENDING).orElse(null)) {
      if (lock == null) {
        return false;
      }
      sender.send();
    } catch (ServerFailure failure) {
      if (failure.mayPass()) {
        throw failure;
      }
      if (failure.kind() == ServerFailure.Kind.BUSY) {
        return false;
      }
      refuse(folder, failure.line());
      return true;
    }
    sender.experimentId().ifPresent(this::note);
    if (sender.hasEnded()) {
      forget(folder);
    }
    return true;
  }

  private @Nullable MlflowConnection connect() throws IOException {
    if (connection == null) {
      TrackingServer found = servers.current().orElse(null);
      if (found != null) {
        connection = new MlflowConnection(found, patience);
        setServer(found);
      }
    }
    return connection;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private long pauseMillis() {
    // Never longer than for an answer: a server that is back is not kept waiting.
    long longest = Math.max(POLL_MILLIS, patience.toMillis());
    if (failures > 0) {
      return Math.min(POLL_MILLIS << Math.min(failures, MAX_DOUBLINGS), longest);
    }
    // A server on this machine takes its time from training as well.
    return Math.min(
        Math.max(POLL_MILLIS, TIMES_THE_COST * cost), Math.max(POLL_MILLIS, longest / 3));
  }

  /** Waits for the next round's time, or until there is news. */
  private void pause() throws InterruptedException {
    if (news.tryAcquire(
        isFinishing() ? FINISHING_POLL_MILLIS : pauseMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }

  private synchronized void advance(Path folder, long position) {
    if (position > furthest.getOrDefault(folder, 0L)) {
      furthest.put(folder, position);
      progress++;
    }
  }

  private synchronized void fail(String message) {
    if (ended) {
      return;
    }
    if (!message.equals(problem)) {
      LOG.warn("MLflow: {}", message);
    }
    problem = message;
  }

  private synchronized void recover() {
    if (problem != null) {
      LOG.info("MLflow: {} takes the runs again", server);
      problem = null;
    }
  }

  private synchronized void refuse(Path folder, String message) {
    LOG.warn("MLflow: {}", message);
    refusal = message;
    followed.remove(folder);
  }

  private synchronized void forget(Path folder) {
    followed.remove(folder);
  }

  private synchronized void note(String experimentId) {
    experiments.add(experimentId);
  }

  private synchronized void setServer(TrackingServer found) {
    server = found;
  }

  private synchronized List<Path> folders() {
    return List.copyOf(followed);
  }

  private synchronized boolean isFinishing() {
    return finishing;
  }

  private synchronized boolean endsAfter(boolean everything) {
    allSent = everything;
    return everything || ended;
  }
}
