package io.rethink.runner.tracking;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers every request alike, but for some paths; remembers who asked for what. */
final class FakeServer implements AutoCloseable {

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  /** What was asked, and the header {@code Authorization}, or "none". */
  record Request(String method, String path, String authorization) {}

  FakeServer(int status, String body) throws IOException {
    this(status, body, Map.of());
  }

  /** Answers well, with the text given here, where the path ends in one of those. */
  FakeServer(int status, String body, Map<String, String> good) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          requests.add(
              new Request(
                  exchange.getRequestMethod(),
                  exchange.getRequestURI().getPath(),
                  authorization == null ? "none" : authorization));
          exchange.getRequestBody().readAllBytes();
          String path = exchange.getRequestURI().getPath();
          Optional<String> text =
              good.keySet().stream().filter(path::endsWith).findFirst().map(good::get);
          byte[] bytes = text.orElse(body).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(text.isPresent() ? 200 : status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Request> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
