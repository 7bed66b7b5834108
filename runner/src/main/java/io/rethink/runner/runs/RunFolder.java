package io.rethink.runner.runs;

import io.rethink.api.RunDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of one run. */
public record RunFolder(Path path) implements RunDirectory {

  private static final String RECORD = "run.json";
  private static final String RESULT = "result.json";

  public RunFolder {
    path = path.toAbsolutePath();
  }

  /** Whether there is a run in {@code folder}. */
  public static boolean holdsRun(Path folder) {
    return Files.isRegularFile(folder.resolve(RECORD));
  }

  /** The run's id, which is the folder's name. */
  public String id() {
    return path.getFileName().toString();
  }

  /** Where the resolved configuration is. */
  public Path configuration() {
    return path.resolve("experiment.conf");
  }

  /** Where the versions, digests and machine are that the run was made with. */
  public Path provenance() {
    return path.resolve("provenance.json");
  }

  /** Where checkpoints are. */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Where log messages go. */
  public Path log() {
    return path.resolve("run.log");
  }

  public void write(RunRecord runRecord) {
    Json.write(path.resolve(RECORD), runRecord);
  }

  public void write(RunResult result) {
    Json.write(path.resolve(RESULT), result);
  }

  /** Forgets how the run ended, because it goes on. */
  public void deleteResult() {
    try {
      Files.deleteIfExists(path.resolve(RESULT));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + path.resolve(RESULT), e);
    }
  }

  /**
   * What was known when the run started.
   *
   * @throws io.rethink.api.UserException if the file is damaged
   */
  public RunRecord readRecord() {
    return Json.read(path.resolve(RECORD), RunRecord.class);
  }

  /** How the run ended, if it has. */
  public Optional<RunResult> readResult() {
    Path file = path.resolve(RESULT);
    return Files.exists(file) ? Optional.of(Json.read(file, RunResult.class)) : Optional.empty();
  }

  /**
   * The run as it is at this moment: one without a result runs for as long as its process lives.
   *
   * @throws io.rethink.api.UserException if a file is damaged
   */
  public KnownRun read() {
    RunRecord run = readRecord();
    Optional<RunResult> result = readResult();
    if (result.isPresent()) {
      RunState state = RunState.valueOf(result.get().status().name());
      return new KnownRun(run, state, result.get());
    }
    return new KnownRun(run, run.process().hasEnded() ? RunState.KILLED : RunState.RUNNING, null);
  }
}
