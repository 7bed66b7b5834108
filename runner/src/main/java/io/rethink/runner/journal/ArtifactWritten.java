package io.rethink.runner.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;

/**
 * A file of the run's folder is complete and worth keeping with the run. Written again, it is
 * announced again.
 *
 * @param time see {@link Event#time()}
 * @param path the file relative to the run's folder, with {@code /} between its parts
 * @param kind how it is to be shown
 */
public record ArtifactWritten(long time, String path, Kind kind) implements Event {

  /** How an artifact is to be shown. */
  public enum Kind {
    /** Any file. */
    @JsonProperty("file")
    FILE,
    /** A JSON file {@code {"columns": [name, …], "data": [[cell, …], …]}}. */
    @JsonProperty("table")
    TABLE
  }

  public ArtifactWritten {
    List<String> parts = Arrays.asList(path.split("/", -1));
    if (parts.contains("") || parts.contains(".") || parts.contains("..") || path.contains("\\")) {
      throw new IllegalArgumentException(
          "expected a path relative to the run's folder, with / between its parts, found \"%s\""
              .formatted(path));
    }
  }

  /** A file of any kind. */
  public ArtifactWritten(long time, String path) {
    this(time, path, Kind.FILE);
  }
}
