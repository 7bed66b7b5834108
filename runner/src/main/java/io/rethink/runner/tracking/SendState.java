package io.rethink.runner.tracking;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How far a journal has been sent; kept in {@code mlflow.json} beside it. Losing it costs only
 * time: what is sent again is already there.
 *
 * @param server which server, as {@link TrackingServer#identity()} says it
 * @param experimentId the experiment's id on that server
 * @param mlflowRunId the run's id on that server
 * @param runId the run's id here
 * @param artifactUri where the server keeps the run's artifacts
 * @param position how many bytes of the journal have been sent
 * @param ended whether the last of them ended the run
 */
record SendState(
    String server,
    String experimentId,
    String mlflowRunId,
    String runId,
    String artifactUri,
    long position,
    boolean ended) {

  static final String FILE_NAME = "mlflow.json";

  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  SendState at(long newPosition, boolean nowEnded) {
    return new SendState(
        server, experimentId, mlflowRunId, runId, artifactUri, newPosition, nowEnded);
  }

  /** Whether all of the folder's journal has been sent. */
  boolean covers(Path folder) {
    return position >= folder.resolve(Journal.FILE_NAME).toFile().length();
  }

  /** What was written last for that server; empty if nothing was or it cannot be read. */
  static Optional<SendState> read(Path folder, TrackingServer server) throws IOException {
    try {
      SendState state =
          MAPPER.readValue(Files.readAllBytes(folder.resolve(FILE_NAME)), SendState.class);
      boolean usable =
          server.identity().equals(state.server())
              && state.experimentId() != null
              && state.mlflowRunId() != null
              && state.runId() != null
              && state.artifactUri() != null;
      return usable ? Optional.of(state) : Optional.empty();
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** Forgets what was sent, so that all of it is sent again. */
  static void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE_NAME));
  }

  /** Replaces the file in one move. */
  void write(Path folder) throws IOException {
    WholeFile.write(
        folder.resolve(FILE_NAME),
        MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this));
  }
}
