package io.rethink.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on this machine that serves files, and can be told to misbehave. */
public final class FileServer implements AutoCloseable {

  /** What a server does. */
  public enum Behaviour {
    /** Serves whole files and ranges. */
    GOOD,
    /** Always serves the whole file. */
    IGNORES_RANGES,
    /** Breaks off after a third of the file at each request; serves ranges. */
    BREAKS_OFF,
    /** Breaks off at each request, and knows no ranges. */
    BREAKS_OFF_AND_IGNORES_RANGES,
    /** Sends a third of the file and then nothing more, without closing. */
    FALLS_SILENT
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Behaviour behaviour;
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  public FileServer(Behaviour behaviour) throws IOException {
    this.behaviour = behaviour;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  public FileServer with(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  /** The address of the folder that holds the files. */
  public URI folder() {
    return URI.create("http://localhost:%d/files/".formatted(server.getAddress().getPort()));
  }

  /** The requests so far: the name of a file, and the first byte asked for. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replace("/files/", "");
    String range = exchange.getRequestHeaders().getFirst("Range");
    int asked = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    requests.add(name + " from " + asked);
    byte[] content = files.get(name);
    boolean ranges =
        behaviour != Behaviour.IGNORES_RANGES
            && behaviour != Behaviour.BREAKS_OFF_AND_IGNORES_RANGES;
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
    } else if (ranges && range != null && asked >= content.length) {
      exchange.sendResponseHeaders(416, -1);
    } else {
      send(exchange, content, ranges ? asked : 0, ranges && range != null);
    }
    exchange.close();
  }

  private void send(HttpExchange exchange, byte[] content, int from, boolean partial)
      throws IOException {
    int rest = content.length - from;
    int third = content.length / 3;
    boolean whole = behaviour == Behaviour.GOOD || behaviour == Behaviour.IGNORES_RANGES;
    if (partial) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(partial ? 206 : 200, rest);
    exchange.getResponseBody().write(content, from, whole ? rest : Math.min(rest, third));
    exchange.getResponseBody().flush();
    if (behaviour == Behaviour.FALLS_SILENT) {
      pause(60_000);
    } else if (!whole) {
      pause(200); // else the client drops what it has not handed on when the connection ends
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
