package io.rethink.runner.tracking;

import io.rethink.runner.journal.RunStarted;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of a run, with those that MLflow shows in places of their own under MLflow's names. */
final class RunTags {

  /** Carries our run id; a run is looked for by it before it is made. */
  static final String RUN_ID = "rethink.run_id";

  private static final Map<String, String> MLFLOW_NAMES =
      Map.of(
          "note", "mlflow.note.content",
          "user", "mlflow.user",
          "source.name", "mlflow.source.name",
          "source.type", "mlflow.source.type",
          "source.git.commit", "mlflow.source.git.commit");

  private RunTags() {}

  /** All tags of a run that begins. */
  static Map<String, String> of(RunStarted run, @Nullable String parentRunId) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(RUN_ID, run.runId());
    tags.put("mlflow.runName", run.name());
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.source.name", "rethink");
    if (parentRunId != null) {
      tags.put("mlflow.parentRunId", parentRunId);
    }
    if (!run.note().isBlank()) {
      tags.put("mlflow.note.content", run.note());
    }
    tags.putAll(named(run.tags()));
    return tags;
  }

  /** The tags under the names that MLflow has for them. */
  static Map<String, String> named(Map<String, String> tags) {
    Map<String, String> named = new LinkedHashMap<>();
    tags.forEach(
        (name, value) -> named.put(MlflowKey.of(MLFLOW_NAMES.getOrDefault(name, name)), value));
    return named;
  }
}
