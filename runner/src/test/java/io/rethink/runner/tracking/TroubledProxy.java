package io.rethink.runner.tracking;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands before a server and makes the trouble that it is told to make. */
final class TroubledProxy extends ForwardingProxy {

  /** What goes wrong. */
  enum Trouble {
    CONNECTION_BREAKS_BEFORE_THE_REQUEST,
    CONNECTION_BREAKS_BEFORE_THE_ANSWER,
    HANGS,
    /** The request reaches the server, but long after its sender has given it up. */
    ARRIVES_LATE,
    IS_SLOW,
    ANSWERS_500(500, "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"database is locked\"}"),
    ANSWERS_429(429, "Too many requests"),
    ANSWERS_403(403, "<html>Forbidden</html>"),
    ANSWERS_404(404, "default backend - 404"),
    ANSWERS_413(413, "<html>Request Entity Too Large</html>"),
    ANSWERS_502(502, "<html>Bad Gateway</html>"),
    /** As MLflow answers whose artifacts' disk is full: all else goes well. */
    HAS_NO_ROOM_FOR_ARTIFACTS(500, "OSError: [Errno 28] No space left on device");

    private final int status;
    private final String body;

    Trouble() {
      this(0, "");
    }

    Trouble(int status, String body) {
      this.status = status;
      this.body = body;
    }
  }

  private static final long LATE_MILLIS = 3000;
  private static final long SLOW_MILLIS = 400;

  private @Nullable Trouble trouble;
  private CountDownLatch met = new CountDownLatch(0);
  private CountDownLatch over = new CountDownLatch(0);

  TroubledProxy(URI target) throws IOException {
    super(target);
  }

  /** Begins to make trouble. */
  synchronized void cause(Trouble made) {
    trouble = made;
    met = new CountDownLatch(1);
    over = new CountDownLatch(1);
  }

  /** Waits until a request has met with the trouble; false if none has for that long. */
  boolean awaitMet(long seconds) throws InterruptedException {
    CountDownLatch waitedFor;
    synchronized (this) {
      waitedFor = met;
    }
    return waitedFor.await(seconds, TimeUnit.SECONDS);
  }

  /** Makes no more trouble. */
  synchronized void heal() {
    trouble = null;
    over.countDown();
  }

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    Trouble now;
    CountDownLatch nowOver;
    synchronized (this) {
      now = trouble;
      nowOver = over;
      if (now != null && concerns(now, exchange)) {
        met.countDown();
      } else {
        now = null;
      }
    }
    if (now == null) {
      answer(exchange, forward(exchange));
      return;
    }
    switch (now) {
      case CONNECTION_BREAKS_BEFORE_THE_REQUEST -> {}
      case CONNECTION_BREAKS_BEFORE_THE_ANSWER -> forward(exchange);
      case HANGS -> nowOver.await();
      case ARRIVES_LATE -> {
        Thread.sleep(LATE_MILLIS);
        forward(exchange);
      }
      case IS_SLOW -> {
        Thread.sleep(SLOW_MILLIS);
        answer(exchange, forward(exchange));
      }
      default -> {
        exchange.getRequestBody().readAllBytes();
        answer(exchange, now.status, now.body.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static boolean concerns(Trouble trouble, HttpExchange exchange) {
    return trouble != Trouble.HAS_NO_ROOM_FOR_ARTIFACTS
        || exchange.getRequestMethod().equals("PUT");
  }
}
