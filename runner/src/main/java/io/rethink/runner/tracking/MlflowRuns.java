package io.rethink.runner.tracking;

import io.rethink.runner.journal.RunStarted;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.ViewType;

/** Finds experiments and runs on the server, and makes those that are not there. */
final class MlflowRuns {

  private static final int MAX_DUPLICATES = 50;

  private final MlflowConnection connection;

  MlflowRuns(MlflowConnection connection) {
    this.connection = connection;
  }

  /**
   * The id of the experiment of that name, which is made if need be.
   *
   * @throws ServerFailure also if it was deleted on the server: only people bring it back
   */
  String experiment(String name) throws ServerFailure {
    Optional<Experiment> found = named(name);
    if (found.isEmpty()) {
      try {
        return connection.call(client -> client.createExperiment(newExperiment(name)));
      } catch (ServerFailure failure) {
        // Another process may have been faster.
        found = failure.kind() == ServerFailure.Kind.REFUSED ? named(name) : Optional.empty();
        if (found.isEmpty()) {
          throw failure;
        }
      }
    }
    Experiment experiment = found.get();
    if (experiment.getLifecycleStage().equals("deleted")) {
      throw new ServerFailure(
          ServerFailure.Kind.REFUSED,
          ("the experiment %s was deleted on %s; restore it there "
                  + "(mlflow experiments restore --experiment-id %s), or use another name")
              .formatted(name, connection.server(), experiment.getExperimentId()));
    }
    return experiment.getExperimentId();
  }

  /** The run on the server that stands for a run of ours. */
  Optional<RunInfo> find(String experimentId, String runId, ViewType view) throws ServerFailure {
    return all(experimentId, runId, view).stream().findFirst();
  }

  /** Makes the run on the server that stands for a run of ours. */
  RunInfo create(String experimentId, RunStarted run, Map<String, String> tags)
      throws ServerFailure {
    Service.CreateRun.Builder request =
        Service.CreateRun.newBuilder()
            .setExperimentId(experimentId)
            .setRunName(run.name())
            .setUserId(tags.getOrDefault("mlflow.user", ""))
            .setStartTime(run.time());
    request.addTags(
        Service.RunTag.newBuilder().setKey(RunTags.RUN_ID).setValue(run.runId()).build());
    return connection.call(client -> client.createRun(request.build()));
  }

  /**
   * Deletes other runs that stand for the same run of ours: a server that answers after the time is
   * up may have made one that was then made again. They are empty.
   */
  void deleteOthers(String experimentId, String runId, String kept) throws ServerFailure {
    for (RunInfo run : all(experimentId, runId, ViewType.ACTIVE_ONLY)) {
      if (!run.getRunId().equals(kept)) {
        connection.call(
            client -> {
              client.deleteRun(run.getRunId());
              return run;
            });
      }
    }
  }

  /**
   * Requires that the run is there and has not been deleted.
   *
   * @throws ServerFailure of the kind {@code MISSING} or {@code REFUSED}
   */
  void requireActive(String mlflowRunId) throws ServerFailure {
    requireActive(connection.call(client -> client.getRun(mlflowRunId)).getInfo());
  }

  void requireActive(RunInfo run) throws ServerFailure {
    if (run.getLifecycleStage().equals("deleted")) {
      throw new ServerFailure(
          ServerFailure.Kind.REFUSED,
          ("the run %s was deleted on %s; what came later is not sent "
                  + "(mlflow runs restore --run-id %s brings it back)")
              .formatted(run.getRunName(), connection.server(), run.getRunId()));
    }
  }

  private List<RunInfo> all(String experimentId, String runId, ViewType view) throws ServerFailure {
    String quote = runId.contains("'") ? "\"" : "'";
    String filter = "tags.`%s` = %s%s%s".formatted(RunTags.RUN_ID, quote, runId, quote);
    return connection
        .call(
            client ->
                client.searchRuns(List.of(experimentId), filter, view, MAX_DUPLICATES).getItems())
        .stream()
        .map(Service.Run::getInfo)
        .sorted(
            Comparator.comparing((RunInfo run) -> run.getLifecycleStage().equals("deleted"))
                .thenComparing(RunInfo::getRunId))
        .toList();
  }

  /** Says what kind it is, so that MLflow opens it as one about training and not about prompts. */
  private static Service.CreateExperiment newExperiment(String name) {
    return Service.CreateExperiment.newBuilder()
        .setName(name)
        .addTags(
            Service.ExperimentTag.newBuilder()
                .setKey("mlflow.experimentKind")
                .setValue("custom_model_development"))
        .build();
  }

  private Optional<Experiment> named(String name) throws ServerFailure {
    return connection.call(client -> client.getExperimentByName(name));
  }
}
