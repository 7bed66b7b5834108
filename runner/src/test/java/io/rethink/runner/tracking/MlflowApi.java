package io.rethink.runner.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks an MLflow server what it holds, by plain HTTP: what is sent is not read back by its sender.
 */
final class MlflowApi {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  MlflowApi(TrackingServer server) {
    this.uri = server.uri();
  }

  /** A point of a metric; value as the server writes it. */
  record Point(String key, long timestamp, long step, String value) {}

  List<JsonNode> experiments(String name) throws Exception {
    JsonNode answer =
        post(
            "experiments/search",
            Map.of("filter", "name = '%s'".formatted(name), "view_type", "ALL", "max_results", 10));
    return list(answer.path("experiments"));
  }

  List<JsonNode> runs(String experiment) throws Exception {
    String id = experiments(experiment).get(0).path("experiment_id").asText();
    return list(
        post(
                "runs/search",
                Map.of("experiment_ids", List.of(id), "run_view_type", "ALL", "max_results", 100))
            .path("runs"));
  }

  /** The only run of an experiment. */
  JsonNode onlyRun(String experiment) throws Exception {
    List<JsonNode> runs = runs(experiment);
    if (runs.size() != 1) {
      throw new AssertionError("expected one run, found " + runs);
    }
    return get("runs/get?run_id=" + id(runs.get(0))).path("run");
  }

  static String id(JsonNode run) {
    return run.path("info").path("run_id").asText();
  }

  static Map<String, String> tags(JsonNode run) {
    return pairs(run.path("data").path("tags"));
  }

  static Map<String, String> parameters(JsonNode run) {
    return pairs(run.path("data").path("params"));
  }

  static Map<String, String> pairs(JsonNode list) {
    Map<String, String> pairs = new TreeMap<>();
    list.forEach(pair -> pairs.put(pair.path("key").asText(), pair.path("value").asText()));
    return pairs;
  }

  /** All points of all metrics of a run, in the server's order for each metric. */
  List<Point> points(JsonNode run) throws Exception {
    List<Point> points = new ArrayList<>();
    for (JsonNode metric : run.path("data").path("metrics")) {
      String key = metric.path("key").asText();
      JsonNode history =
          get("metrics/get-history?run_id=%s&metric_key=%s".formatted(id(run), encode(key)));
      for (JsonNode point : history.path("metrics")) {
        points.add(
            new Point(
                key,
                point.path("timestamp").asLong(),
                point.path("step").asLong(),
                point.path("value").asText()));
      }
    }
    return points;
  }

  /** The bytes of an artifact. */
  byte[] artifact(JsonNode run, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/get-artifact?run_id=%s&path=%s".formatted(uri, id(run), encode(path))))
            .build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException("%s: %d".formatted(path, response.statusCode()));
    }
    return response.body();
  }

  /** All that the server knows of a run, except when something was changed last. */
  String everything(JsonNode run) throws Exception {
    List<Point> points = new ArrayList<>(points(run));
    points.sort((a, b) -> a.toString().compareTo(b.toString()));
    ObjectNode copy = run.deepCopy();
    ((ObjectNode) copy.path("data")).remove("metrics");
    return copy.toPrettyString() + "\n" + points + "\n" + artifacts(run, "");
  }

  /** The paths of all artifacts below a folder, with their sizes. */
  Map<String, Long> artifacts(JsonNode run, String folder) throws Exception {
    Map<String, Long> found = new TreeMap<>();
    JsonNode answer = get("artifacts/list?run_id=%s&path=%s".formatted(id(run), encode(folder)));
    for (JsonNode file : answer.path("files")) {
      String path = file.path("path").asText();
      if (file.path("is_dir").asBoolean()) {
        found.putAll(artifacts(run, path));
      } else {
        found.put(path, file.path("file_size").asLong());
      }
    }
    return found;
  }

  JsonNode get(String path) throws Exception {
    return answer(HttpRequest.newBuilder(URI.create(uri + "/api/2.0/mlflow/" + path)).build());
  }

  JsonNode post(String path, Map<String, Object> body) throws Exception {
    return answer(
        HttpRequest.newBuilder(URI.create(uri + "/api/2.0/mlflow/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
            .build());
  }

  private JsonNode answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    return MAPPER.readTree(response.body());
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> list = new ArrayList<>();
    array.forEach(list::add);
    return list;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
