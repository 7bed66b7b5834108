package io.rethink.runner.tracking;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.runner.runs.WholeFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The server that {@code ./rethink ui} runs for a folder of runs; recorded in {@code
 * runs/.mlflow/server.json} as long as it runs, so that runs find it.
 *
 * @param uri where it answers
 * @param pid its process
 */
record LocalServer(URI uri, long pid) {

  private static final String RECORD = "server.json";
  private static final String STORE_ID = "store-id";
  private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(3);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Where the server keeps its store, its log and its record. */
  static Path home(Path runs) {
    return runs.resolve(".mlflow");
  }

  /** The recorded server, if it is alive. */
  static Optional<LocalServer> find(Path runs) throws IOException {
    if (!Files.isDirectory(runs)) {
      return Optional.empty();
    }
    try {
      byte[] json = Files.readAllBytes(home(runs).resolve(RECORD));
      LocalServer server = MAPPER.readValue(json, LocalServer.class);
      boolean alive = ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive).orElse(false);
      return alive && server.isHealthy() ? Optional.of(server) : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Records that this server is there. */
  void record(Path runs) throws IOException {
    WholeFile.write(home(runs).resolve(RECORD), MAPPER.writeValueAsString(this));
  }

  /** Takes the record back. */
  static void forget(Path runs) throws IOException {
    Files.deleteIfExists(home(runs).resolve(RECORD));
  }

  /** The server as runs see it; its store keeps its identity whatever the port is. */
  TrackingServer toTrackingServer(Path runs) throws IOException {
    Path file = home(runs).resolve(STORE_ID);
    if (Files.notExists(file)) {
      WholeFile.create(file, UUID.randomUUID().toString());
    }
    return TrackingServer.local(uri, "local:" + Files.readString(file).strip());
  }

  /** Whether it answers that it is well. */
  boolean isHealthy() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri + "/health")).timeout(HEALTH_PATIENCE).build();
    try {
      return HttpClient.newBuilder()
              .connectTimeout(HEALTH_PATIENCE)
              .build()
              .send(request, BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
