package io.rethink.runner.runs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a study: the file {@code study.json} in its folder.
 *
 * @param id unique among all studies and runs
 * @param experiment the name of its experiments
 * @param description what it is about, for people, or null
 * @param axes the names of the sweep's axes
 * @param started milliseconds since the epoch
 * @param process the process that carries it out
 * @param source the file that it was started from, or null
 * @param variants the label on each axis, of all runs that there are to be
 * @param configurations of each of these, a digest of all options that bear on its numbers
 * @param runs the ids of those of them that have been started, in order
 */
public record StudyRecord(
    String id,
    String experiment,
    @Nullable String description,
    List<String> axes,
    long started,
    OwnerProcess process,
    @Nullable String source,
    List<Map<String, String>> variants,
    List<String> configurations,
    List<String> runs) {

  /** The name of the file. */
  public static final String FILE_NAME = "study.json";

  public StudyRecord {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(process, "process");
    axes = List.copyOf(Objects.requireNonNull(axes, "axes"));
    // Studies of earlier versions have none.
    variants = variants == null ? List.of() : List.copyOf(variants);
    configurations = configurations == null ? List.of() : List.copyOf(configurations);
    runs = List.copyOf(Objects.requireNonNull(runs, "runs"));
  }

  /**
   * Reads the record of the study in {@code folder}.
   *
   * @throws io.rethink.api.UserException if it is not there or damaged
   */
  public static StudyRecord read(Path folder) {
    return Json.read(folder.resolve(FILE_NAME), StudyRecord.class);
  }

  /** The same study, carried out by another process. */
  public StudyRecord takenOver(OwnerProcess by) {
    return new StudyRecord(
        id, experiment, description, axes, started, by, source, variants, configurations, runs);
  }

  /** The study with these runs started. */
  public StudyRecord withRuns(List<String> started) {
    return new StudyRecord(
        id,
        experiment,
        description,
        axes,
        this.started,
        process,
        source,
        variants,
        configurations,
        started);
  }

  /** The study with one more run. */
  public StudyRecord with(String run) {
    List<String> more = new ArrayList<>(runs);
    more.add(run);
    return withRuns(more);
  }
}
