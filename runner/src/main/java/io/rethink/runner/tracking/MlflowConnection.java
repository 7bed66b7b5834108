package io.rethink.runner.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;

/**
 * Requests to one MLflow server, each with a bound on its time. {@link MlflowClient} has none, and
 * can be left waiting for ever by a server that hangs; here each of its calls runs on a thread that
 * is abandoned, together with its client, when the time is up. For one thread.
 */
final class MlflowConnection implements AutoCloseable {

  /** How long one request may take. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  // Added to the time of an upload: the slowest link that is waited for.
  private static final long BYTES_PER_SECOND = 100_000;

  // Tells the terminal of each connection that breaks; kept, as one that nobody keeps forgets its
  // level.
  private static final Logger CLIENT = Logger.getLogger("org.mlflow_project.apachehttp");

  static {
    CLIENT.setLevel(Level.OFF);
  }

  private final TrackingServer server;
  private final Duration patience;
  private final HttpClient http;
  private MlflowClient client;
  private ExecutorService worker;

  /**
   * @param patience how long one request may take
   */
  MlflowConnection(TrackingServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(patience);
    if (server.insecureTls()) {
      builder.sslContext(AnyCertificate.context());
    }
    this.http = builder.build();
    this.client = newClient();
    this.worker = newWorker();
  }

  /** A request made through the MLflow client. */
  @FunctionalInterface
  interface Call<T> {
    T make(MlflowClient client) throws Exception;
  }

  TrackingServer server() {
    return server;
  }

  /** Makes a request through the MLflow client and waits for its answer, within bounds. */
  <T> T call(Call<T> call) throws ServerFailure {
    MlflowClient used = client;
    Future<T> answer = worker.submit(() -> call.make(used));
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw ServerFailure.of(server, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      abandon();
      throw noAnswer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abandon();
      throw ServerFailure.of(server, e);
    }
  }

  /** Posts JSON to a path below {@code api/2.0/mlflow}, which the client has no method for. */
  String post(String path, String json) throws ServerFailure {
    return call(mlflow -> mlflow.sendPost(path, json));
  }

  /**
   * Stores bytes.
   *
   * @param path below the server's address, percent-encoded
   * @param body of known length: older servers store nothing if it is sent in chunks
   */
  void put(String path, BodyPublisher body) throws ServerFailure {
    Duration bound = patience.plusSeconds(Math.max(0, body.contentLength()) / BYTES_PER_SECOND);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.uri() + "/" + path)).timeout(bound).PUT(body);
    server.authorization().ifPresent(value -> request.header("Authorization", value));
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw ServerFailure.status(server, response.statusCode(), response.body());
      }
    } catch (HttpTimeoutException e) {
      throw noAnswer();
    } catch (IOException e) {
      throw ServerFailure.of(server, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServerFailure.of(server, e);
    }
  }

  @Override
  public void close() {
    worker.shutdownNow();
    closeInBackground(client);
  }

  private ServerFailure noAnswer() {
    return new ServerFailure(
        ServerFailure.Kind.UNAVAILABLE,
        "%s did not answer for %d s".formatted(server, Math.max(1, patience.toSeconds())));
  }

  private void abandon() {
    close();
    client = newClient();
    worker = newWorker();
  }

  private MlflowClient newClient() {
    return new MlflowClient(
        new BasicMlflowHostCreds(
            server.uri().toString(),
            server.username(),
            server.password(),
            server.token(),
            server.insecureTls()));
  }

  private static ExecutorService newWorker() {
    return Executors.newSingleThreadExecutor(task -> daemon("mlflow-request", task));
  }

  /**
   * Closing breaks the connections, which frees a thread that waits for one; it may itself wait.
   */
  private static void closeInBackground(MlflowClient client) {
    daemon("mlflow-close", client::close).start();
  }

  private static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
