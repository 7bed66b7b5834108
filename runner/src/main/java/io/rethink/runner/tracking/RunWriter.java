package io.rethink.runner.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.DatasetInput;
import io.rethink.runner.journal.RunEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to one run on the server, within the server's limits. Each method may be repeated with the
 * same arguments and then changes nothing. What the server will never accept (a parameter that had
 * another value before) is left out with a warning, alone: it does not take its neighbours along.
 */
final class RunWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);

  /** Metrics in one request. */
  static final int MAX_METRICS = 1000;

  private static final int MAX_PARAMETERS = 100;
  private static final int MAX_TAGS = 100;
  // Of a megabyte. A character takes up to 6 bytes in JSON.
  private static final int MAX_CHARACTERS = 150_000;
  private static final String TABLES = "mlflow.loggedArtifacts";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final MlflowConnection connection;
  private final String runId;
  private final ArtifactStore artifacts;

  RunWriter(MlflowConnection connection, String runId, String artifactUri) {
    this.connection = connection;
    this.runId = runId;
    this.artifacts = new ArtifactStore(connection, artifactUri);
  }

  void parameters(Map<String, String> parameters) throws ServerFailure {
    List<Param> items = new ArrayList<>();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      String key = MlflowKey.of(parameter.getKey());
      String value = fitted("parameters/" + key, parameter.getValue(), MlflowValue.MAX_PARAMETER);
      items.add(Param.newBuilder().setKey(key).setValue(value).build());
    }
    send(
        Batches.of(items, MAX_PARAMETERS, MAX_CHARACTERS, item -> item.getValue().length()),
        batch -> log(List.of(), batch, List.of()));
  }

  /** Sets tags, whose names are MLflow's. */
  void tags(Map<String, String> tags) throws ServerFailure {
    List<RunTag> items = new ArrayList<>();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      String value = fitted("tags/" + tag.getKey(), tag.getValue(), MlflowValue.MAX_TAG);
      items.add(RunTag.newBuilder().setKey(tag.getKey()).setValue(value).build());
    }
    send(
        Batches.of(items, MAX_TAGS, MAX_CHARACTERS, item -> item.getValue().length()),
        batch -> log(List.of(), List.of(), batch));
  }

  void metrics(List<Metric> metrics) throws ServerFailure {
    send(
        Batches.of(metrics, MAX_METRICS, Integer.MAX_VALUE, item -> 1),
        batch -> log(batch, List.of(), List.of()));
  }

  void datasets(List<DatasetInput> datasets) throws ServerFailure {
    if (!datasets.isEmpty()) {
      connection.post("runs/log-inputs", DatasetInputJson.request(runId, datasets));
    }
  }

  void artifact(ArtifactWritten artifact, Path folder) throws ServerFailure, IOException {
    artifacts.putFile(artifact.path(), folder.resolve(artifact.path()));
    if (artifact.kind() == ArtifactWritten.Kind.TABLE) {
      listTable(artifact.path());
    }
  }

  /** Says that a run that had ended goes on. */
  void reopen() throws ServerFailure {
    connection.post(
        "runs/update",
        MAPPER
            .createObjectNode()
            .put("run_id", runId)
            .put("status", Service.RunStatus.RUNNING.name())
            .toString());
  }

  void end(RunEnded end) throws ServerFailure {
    if (end.reason() != null) {
      tags(Map.of("rethink.end_reason", end.reason()));
    }
    Service.RunStatus status = Service.RunStatus.valueOf(end.status().name());
    connection.call(
        client -> {
          client.setTerminated(runId, status, end.time());
          return status;
        });
  }

  private String log(List<Metric> metrics, List<Param> parameters, List<RunTag> tags)
      throws ServerFailure {
    return connection.call(
        client -> {
          client.logBatch(runId, metrics, parameters, tags);
          return runId;
        });
  }

  @FunctionalInterface
  private interface Request<T> {
    String send(List<T> items) throws ServerFailure;
  }

  private <T> void send(List<List<T>> batches, Request<T> request) throws ServerFailure {
    for (List<T> batch : batches) {
      sendOrDivide(batch, request);
    }
  }

  /**
   * One item that is refused takes the whole request along: it is found by halving. So is the size
   * that is let through, where a request was too large.
   */
  private <T> void sendOrDivide(List<T> items, Request<T> request) throws ServerFailure {
    try {
      request.send(items);
    } catch (ServerFailure failure) {
      boolean tooLarge = failure.kind() == ServerFailure.Kind.TOO_LARGE;
      if (!tooLarge && failure.kind() != ServerFailure.Kind.REFUSED) {
        throw failure;
      }
      new MlflowRuns(connection).requireActive(runId);
      if (tooLarge && items.size() == 1) {
        // One item is never too large: it is something else, and may pass.
        throw failure;
      }
      if (items.size() > 1) {
        int middle = items.size() / 2;
        sendOrDivide(items.subList(0, middle), request);
        sendOrDivide(items.subList(middle, items.size()), request);
      } else if (!isKnownNotANumber(items.get(0))) {
        LOG.warn("left out of MLflow: {}", failure.line());
      }
    }
  }

  /** Servers before 3.15 refuse a point that is not a number if they have it already. */
  private static boolean isKnownNotANumber(Object item) {
    return item instanceof Metric metric && Double.isNaN(metric.getValue());
  }

  private String fitted(String name, String value, int limit) throws ServerFailure {
    if (MlflowValue.fits(value, limit)) {
      return value;
    }
    String whole = "long-values/" + name + ".txt";
    artifacts.putText(whole, value);
    return MlflowValue.cut(value, limit, whole);
  }

  /** A tag lists the artifacts that are shown as tables; this adds one to it. */
  private void listTable(String path) throws ServerFailure {
    Service.Run run = connection.call(client -> client.getRun(runId));
    ArrayNode tables = MAPPER.createArrayNode();
    for (RunTag tag : run.getData().getTagsList()) {
      if (tag.getKey().equals(TABLES)) {
        tables = array(tag.getValue());
      }
    }
    for (JsonNode table : tables) {
      if (table.path("path").asText().equals(path)) {
        return;
      }
    }
    tables.addObject().put("path", path).put("type", "table");
    tags(Map.of(TABLES, tables.toString()));
  }

  private static ArrayNode array(String json) {
    try {
      return MAPPER.readTree(json) instanceof ArrayNode found ? found : MAPPER.createArrayNode();
    } catch (JsonProcessingException e) {
      return MAPPER.createArrayNode();
    }
  }
}
