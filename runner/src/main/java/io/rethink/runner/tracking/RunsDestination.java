package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import io.rethink.runner.runs.AbandonedJournal;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the runs of a folder are sent: to the server that {@code MLFLOW_TRACKING_URI} names, else
 * to the one that {@code ./rethink ui} runs for that folder, else nowhere.
 *
 * @param runs the folder of all runs
 * @param environment the environment's variables
 */
record RunsDestination(Path runs, Map<String, String> environment) implements Destination {

  /**
   * The server as of now.
   *
   * @throws UserException if {@code MLFLOW_TRACKING_URI} is not the address of a server
   */
  @Override
  public Optional<TrackingServer> current() throws IOException {
    Optional<TrackingServer> named = TrackingServer.named(environment);
    if (named.isPresent()) {
      return named;
    }
    Optional<LocalServer> local = LocalServer.find(runs);
    return local.isPresent() ? Optional.of(local.get().toTrackingServer(runs)) : Optional.empty();
  }

  @Override
  public List<Path> leftUnfinished(TrackingServer server) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path folder : new RunsFolder(runs).journaled()) {
      SendState sent = SendState.read(folder, server).orElse(null);
      if (sent == null || (sent.ended() && sent.covers(folder))) {
        continue;
      }
      if (AbandonedJournal.isIn(folder)) {
        AbandonedJournal.end(folder);
      }
      if (!sent.covers(folder) && AbandonedJournal.hasEnded(folder)) {
        found.add(folder);
      }
    }
    return found;
  }
}
