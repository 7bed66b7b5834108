package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.FolderLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tracker's thread does: again and again it sends what the followed journals have got
 * since the last time. Other threads learn of it through its {@link #status}, which no request
 * holds up.
 */
final class SendingLoop implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SendingLoop.class);
  private static final long POLL_MILLIS = 1000;
  private static final long FINISHING_POLL_MILLIS = 200;
  private static final int MAX_DOUBLINGS = 5;
  private static final long TIMES_THE_COST = 200;

  private final Destination destination;
  private final Duration patience;
  private final SendingStatus status = new SendingStatus();
  private final Semaphore news = new Semaphore(0);
  private final CountDownLatch over = new CountDownLatch(1);

  // Of the thread.
  private @Nullable MlflowConnection connection;
  private int failures;
  private long cost;
  private boolean caughtUp;

  /**
   * @param patience how long to wait for one answer
   */
  SendingLoop(Destination destination, Duration patience) {
    this.destination = destination;
    this.patience = patience;
  }

  void follow(Path folder) {
    status.follow(folder);
    news.release();
  }

  /** Asks to send what there is, and then to end. */
  void finish() {
    status.finish();
    news.release();
  }

  /** Asks to end now. */
  void end() {
    status.end();
    news.release();
  }

  /** Waits a little; true if the loop is over. */
  boolean awaitOver(long millis) throws InterruptedException {
    return over.await(millis, TimeUnit.MILLISECONDS);
  }

  /** What others may know of it, at any time. */
  SendingStatus status() {
    return status;
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
      status.fail(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.error("runs are no longer sent to MLflow", e);
      status.fail(e.toString());
    } finally {
      disconnect();
      over.countDown();
    }
  }

  /** One round over all journals; false if it was the last. */
  private boolean round() {
    boolean last = status.isFinishing();
    boolean complete = true;
    long start = System.nanoTime();
    try {
      MlflowConnection to = connect();
      if (to != null) {
        if (last && !caughtUp) {
          catchUp(to.server());
        }
        for (Path folder : status.folders()) {
          complete &= send(folder, to);
        }
        if (complete) {
          status.recover();
        }
      }
      failures = 0;
    } catch (ServerFailure failure) {
      complete = false;
      failures++;
      status.fail(failure.line());
      disconnect();
    } catch (IOException e) {
      complete = false;
      failures++;
      status.fail(e.toString());
    }
    cost = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return !status.endsAfter(last && complete);
  }

  /**
   * Follows what earlier commands left unfinished: not before the work of this one is done, which
   * may be to carry just that on.
   */
  private void catchUp(TrackingServer to) throws IOException {
    destination.leftUnfinished(to).forEach(status::add);
    caughtUp = true;
  }

  /** Sends one journal; false if there is more to do. */
  private boolean send(Path folder, MlflowConnection to) throws ServerFailure, IOException {
    if (Files.notExists(folder.resolve(Journal.FILE_NAME))) {
      return true;
    }
    JournalSender sender = new JournalSender(folder, to, status::advance);
    SendState before = sender.state().orElse(null);
    if (before != null && before.covers(folder)) {
      if (before.ended()) {
        status.forget(folder);
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
      status.refuse(folder, failure.line());
      return true;
    }
    sender.state().ifPresent(now -> status.sent(folder, now));
    return true;
  }

  private @Nullable MlflowConnection connect() throws IOException {
    if (connection == null) {
      TrackingServer found = destination.current().orElse(null);
      if (found != null) {
        connection = new MlflowConnection(found, patience);
        status.setServer(found);
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
        status.isFinishing() ? FINISHING_POLL_MILLIS : pauseMillis(), TimeUnit.MILLISECONDS)) {
      news.drainPermits();
    }
  }
}
