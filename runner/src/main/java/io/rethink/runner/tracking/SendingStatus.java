package io.rethink.runner.tracking;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which journals are followed and what came of their sending: what the tracker's thread shares with
 * those who ask it. For several threads; no method takes time.
 */
final class SendingStatus {

  private static final Logger LOG = LoggerFactory.getLogger(SendingStatus.class);

  private final List<Path> followed = new ArrayList<>();
  private final SortedSet<String> experiments = new TreeSet<>();
  private final Map<Path, Long> furthest = new HashMap<>();
  private @Nullable TrackingServer server;
  private @Nullable String problem;
  private @Nullable String refusal;
  private long progress;
  private boolean finishing;
  private boolean allSent;
  private boolean ended;

  /**
   * Follows one more journal.
   *
   * @throws IllegalStateException after {@link #finish} or {@link #end}
   */
  synchronized void follow(Path folder) {
    if (finishing || ended) {
      throw new IllegalStateException("the tracker has been told to finish");
    }
    add(folder);
  }

  /** Follows one more journal, even while finishing. */
  synchronized void add(Path folder) {
    if (!followed.contains(folder)) {
      followed.add(folder);
    }
  }

  synchronized List<Path> folders() {
    return List.copyOf(followed);
  }

  synchronized void finish() {
    finishing = true;
  }

  synchronized boolean isFinishing() {
    return finishing;
  }

  synchronized void end() {
    ended = true;
  }

  /** Whether the sending is over after a round that sent everything, or did not. */
  synchronized boolean endsAfter(boolean everything) {
    allSent = everything;
    return everything || ended;
  }

  synchronized void setServer(TrackingServer found) {
    server = found;
  }

  /** A journal has been sent up to a position, perhaps not for the first time. */
  synchronized void advance(Path folder, long position) {
    if (position > furthest.getOrDefault(folder, 0L)) {
      furthest.put(folder, position);
      progress++;
    }
  }

  /**
   * Grows when a journal has been sent further than ever before. Requests that are answered do not
   * count: a server may answer some well and refuse others for ever.
   */
  synchronized long progress() {
    return progress;
  }

  /** All that a journal held has been sent. */
  synchronized void sent(Path folder, SendState state) {
    experiments.add(state.experimentId());
    if (state.ended()) {
      forget(folder);
    }
  }

  /** Follows a journal no longer. */
  synchronized void forget(Path folder) {
    followed.remove(folder);
  }

  /** The server does not take a journal, and never will. */
  synchronized void refuse(Path folder, String message) {
    LOG.warn("MLflow: {}", message);
    refusal = message;
    forget(folder);
  }

  /** Nothing can be sent for now; logged when the reason is new. */
  synchronized void fail(String message) {
    if (ended) {
      return;
    }
    if (!message.equals(problem)) {
      LOG.warn("MLflow: {}", message);
    }
    problem = message;
  }

  /** All that there was has been sent. */
  synchronized void recover() {
    if (problem != null) {
      LOG.info("MLflow: {} takes the runs again", server);
      problem = null;
    }
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
}
