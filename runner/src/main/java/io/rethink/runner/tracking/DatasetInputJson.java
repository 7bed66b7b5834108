package io.rethink.runner.tracking;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rethink.runner.journal.DatasetInput;
import java.util.List;
import java.util.Locale;

/**
 * Data sets as {@code runs/log-inputs} takes them. The server knows a data set by its name and
 * digest alone, so the name says what the data is used for: {@code cifar10/training}.
 */
final class DatasetInputJson {

  private static final int MAX_NAME = 500;
  // MLflow would keep 36 characters, and shows all of them wherever the data set is named.
  private static final int MAX_DIGEST = 16;
  private static final int MAX_INPUT_TAG = 500;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DatasetInputJson() {}

  /** The body of the request. */
  static String request(String runId, List<DatasetInput> datasets) {
    ObjectNode request = object().put("run_id", runId);
    ArrayNode inputs = request.putArray("datasets");
    for (DatasetInput dataset : datasets) {
      String context = dataset.context().name().toLowerCase(Locale.ROOT);
      ObjectNode input = inputs.addObject();
      ArrayNode tags = input.putArray("tags");
      tags.addObject().put("key", "mlflow.data.context").put("value", context);
      tags.addObject()
          .put("key", "rethink.digest")
          .put("value", head(dataset.digest(), MAX_INPUT_TAG));
      boolean web = dataset.source().matches("https?://.*");
      input
          .putObject("dataset")
          .put("name", head(dataset.name(), MAX_NAME - context.length() - 1) + "/" + context)
          .put("digest", head(dataset.digest(), MAX_DIGEST))
          .put("source_type", web ? "http" : "local")
          .put("source", object().put(web ? "url" : "uri", dataset.source()).toString())
          .put("schema", schema(dataset).toString())
          .put("profile", profile(dataset).toString());
    }
    return request.toString();
  }

  private static ObjectNode schema(DatasetInput dataset) {
    ArrayNode features = MAPPER.createArrayNode();
    features.add(tensor("float32", dataset.shape()));
    ArrayNode targets = MAPPER.createArrayNode();
    targets.add(tensor("int32", List.of()));
    ObjectNode schema = object();
    schema
        .putObject("mlflow_tensorspec")
        .put("features", features.toString())
        .put("targets", targets.toString());
    return schema;
  }

  private static ObjectNode tensor(String type, List<Integer> shape) {
    ObjectNode tensor = object().put("type", "tensor");
    ArrayNode dimensions = tensor.putObject("tensor-spec").put("dtype", type).putArray("shape");
    dimensions.add(-1);
    shape.forEach(dimensions::add);
    return tensor;
  }

  private static ObjectNode profile(DatasetInput dataset) {
    long elements = dataset.examples();
    for (int size : dataset.shape()) {
      elements *= size;
    }
    return object()
        .put("num_rows", dataset.examples())
        .put("num_elements", elements)
        .put("num_classes", dataset.classes());
  }

  private static String head(String text, int limit) {
    return text.length() <= limit ? text : text.substring(0, limit);
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
