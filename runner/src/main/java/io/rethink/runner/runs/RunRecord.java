package io.rethink.runner.runs;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a run when it starts: the file {@code run.json}.
 *
 * @param id unique among all runs
 * @param experiment the experiment's name
 * @param name a name for people: the values of the sweep, or the experiment's name
 * @param study the id of the study that the run belongs to, or null
 * @param settings the sweep's value on each axis, in the order of the axes
 * @param parameters every resolved option, by its path in the configuration
 * @param seed the run's seed
 * @param digest SHA-256 of the resolved configuration
 * @param started milliseconds since the epoch
 * @param process the process that trains
 */
public record RunRecord(
    String id,
    String experiment,
    String name,
    @Nullable String study,
    Map<String, String> settings,
    Map<String, String> parameters,
    long seed,
    String digest,
    long started,
    OwnerProcess process) {

  public RunRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(digest, "digest");
    Objects.requireNonNull(process, "process");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(parameters, "parameters");
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The same run, which goes on in another process, perhaps with other options. */
  public RunRecord takenOver(OwnerProcess by, Map<String, String> newParameters, String newDigest) {
    return new RunRecord(
        id, experiment, name, study, settings, newParameters, seed, newDigest, started, by);
  }
}
