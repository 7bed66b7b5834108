package io.rethink.runner.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Table;
import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes what a measure finds to the run's folder, and says so in its journal. */
final class JournaledFindings implements Findings {

  private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

  private final Journal journal;
  private final RunFolder folder;
  private final int epoch;
  private final Map<String, Double> numbers;
  private final Log log;

  /** Where numbers go. */
  interface Log {
    void log(long step, Map<String, Double> values);
  }

  /** Numbers go to {@code numbers} as well as to {@code log}. */
  JournaledFindings(
      Journal journal, RunFolder folder, int epoch, Map<String, Double> numbers, Log log) {
    this.log = log;
    this.journal = journal;
    this.folder = folder;
    this.epoch = epoch;
    this.numbers = numbers;
  }

  @Override
  public void number(String name, double value) {
    requireName(name);
    numbers.put(name, value);
    log.log(epoch, Map.of(name, value));
  }

  @Override
  public void table(String name, Table table) {
    requireName(name);
    String path = "tables/" + name + ".json";
    Json.write(prepare(path), new SplitTable(table.columns(), table.rows()));
    written(path, ArtifactWritten.Kind.TABLE);
  }

  @Override
  public void picture(String name, byte[] png) {
    requireName(name);
    String path = "pictures/%s-epoch-%d.png".formatted(name, epoch);
    try {
      Files.write(prepare(path), png);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path, e);
    }
    written(path, ArtifactWritten.Kind.FILE);
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a finding is named by letters, digits, - and _, grouped by /; not \"%s\""
              .formatted(name));
    }
  }

  private void written(String path, ArtifactWritten.Kind kind) {
    journal.append(new ArtifactWritten(journal.time(), path, kind));
  }

  private Path prepare(String path) {
    Path file = folder.path().resolve(path);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder of " + file, e);
    }
    return file;
  }

  /** A table as pandas and MLflow write it in split orientation. */
  private record SplitTable(
      @JsonProperty("columns") List<String> columns,
      @JsonProperty("data") List<List<Object>> rows) {}
}
