package io.rethink.runner.difference;

import io.rethink.runner.checkpoint.CheckpointFolder;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunResult;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the folder of a run says of it, as named texts in groups. */
final class RecordedRun {

  private static final String JAVA = "java";
  private static final String SYSTEM = "os";

  private final RunFolder folder;
  private final KnownRun known;
  private final @Nullable Provenance provenance;

  private RecordedRun(RunFolder folder, KnownRun known, @Nullable Provenance provenance) {
    this.folder = folder;
    this.known = known;
    this.provenance = provenance;
  }

  /**
   * Reads a run's records.
   *
   * @throws io.rethink.api.UserException if one of them is damaged
   */
  static RecordedRun read(RunFolder folder) {
    return new RecordedRun(
        folder,
        folder.read(),
        // A run whose data could not be read has none.
        Files.exists(folder.provenance())
            ? Json.read(folder.provenance(), Provenance.class)
            : null);
  }

  String id() {
    return known.run().id();
  }

  Map<String, String> configuration() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("name", known.run().experiment());
    settings.putAll(known.run().parameters());
    return settings;
  }

  Map<String, String> code() {
    Map<String, String> code = new LinkedHashMap<>();
    if (provenance != null) {
      provenance
          .versions()
          .forEach(
              (name, version) -> {
                if (!name.equals(JAVA) && !name.equals(SYSTEM)) {
                  code.put(name, version);
                }
              });
      if (provenance.repository() != null) {
        code.put("git commit", provenance.repository().commit());
        code.put(
            "changes not committed",
            provenance.repository().modified() ? "there are some" : "none");
      }
      for (Provenance.PluginJar plugin : provenance.plugins()) {
        code.put(
            "plugin " + plugin.plugin(),
            plugin.digest() == null ? "comes with Rethink" : "jar " + plugin.digest());
      }
    }
    return code;
  }

  Map<String, String> data() {
    Map<String, String> data = new LinkedHashMap<>();
    if (provenance != null) {
      data.put("data set (SHA-256)", provenance.dataDigest());
      data.put("training labels (SHA-256)", provenance.labelDigest());
    }
    return data;
  }

  Map<String, String> machine() {
    Map<String, String> machine = new LinkedHashMap<>();
    if (provenance != null) {
      machine.put("processor", provenance.machine().processor());
      machine.put("cores", Integer.toString(provenance.machine().cores()));
      machine.put("threads", Integer.toString(provenance.machine().threads()));
      machine.put("memory in bytes", Long.toString(provenance.machine().memory()));
      machine.put(JAVA, Objects.toString(provenance.versions().get(JAVA)));
      machine.put(SYSTEM, Objects.toString(provenance.versions().get(SYSTEM)));
    }
    return machine;
  }

  Map<String, String> result() {
    Map<String, String> result = new LinkedHashMap<>();
    result.put("state", known.state().label());
    RunResult ended = known.result();
    if (ended != null) {
      put(result, "error", ended.error());
      put(result, "epochs", ended.epochs());
      put(result, "steps", ended.steps());
      put(result, "stopped by", ended.stopped());
      put(result, "best epoch", ended.bestEpoch());
      put(result, "epochs to interpolation", ended.epochsToInterpolation());
      put(result, "steps to interpolation", ended.stepsToInterpolation());
      new TreeMap<>(ended.metrics()).forEach((metric, value) -> put(result, metric, value));
    }
    return result;
  }

  private static void put(Map<String, String> texts, String name, @Nullable Object value) {
    if (value != null) {
      texts.put(name, value.toString());
    }
  }

  MetricPoints points() {
    return MetricPoints.of(folder.path());
  }

  /** SHA-256 of the final network's parameters; empty without a checkpoint of the end. */
  Optional<String> finalParameters() {
    return new CheckpointFolder(folder.checkpoints()).finalParameters();
  }
}
