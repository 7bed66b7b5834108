package io.rethink.runner.tracking;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a server and, after a number of requests, breaks connections: in turns before the
 * server has got the request, and after it has answered but before anybody hears of it.
 */
final class BreakingProxy extends ForwardingProxy {

  private final AtomicInteger left = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();

  BreakingProxy(URI target) throws IOException {
    super(target);
  }

  void breakAfter(int requests) {
    left.set(requests);
  }

  @Override
  void handle(HttpExchange exchange) throws IOException, InterruptedException {
    boolean breaks = left.getAndDecrement() <= 0;
    if (breaks && broken.getAndIncrement() % 2 == 0) {
      return;
    }
    HttpResponse<byte[]> answer = forward(exchange);
    if (!breaks) {
      answer(exchange, answer);
    }
  }
}
