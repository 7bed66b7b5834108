package io.rethink.runner.runs;

import java.util.List;
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
 * @param runs the ids of the runs that have been started, in order
 */
public record StudyRecord(
    String id,
    String experiment,
    @Nullable String description,
    List<String> axes,
    long started,
    OwnerProcess process,
    List<String> runs) {

  /** The name of the file. */
  public static final String FILE_NAME = "study.json";

  public StudyRecord {
    Objects.requireNonNull(process, "process");
    axes = List.copyOf(axes);
    runs = List.copyOf(runs);
  }
}
