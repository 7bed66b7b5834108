package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import io.rethink.runner.runs.AbandonedJournal;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sends what was not sent, of all runs and studies in a folder. Those whose process died without a
 * word are ended first, as killed.
 */
public final class Synchronization {

  private final Path runs;
  private final TrackingServer server;
  private final boolean again;
  private final List<Failure> failures = new ArrayList<>();
  private int sent;
  private int unchanged;
  private int busy;

  private Synchronization(Path runs, TrackingServer server, boolean again) {
    this.runs = runs;
    this.server = server;
    this.again = again;
  }

  /**
   * What came of it. Studies count as runs.
   *
   * @param server the server
   * @param sent how many runs had something to send and were sent
   * @param unchanged how many had nothing to send
   * @param busy how many somebody else is sending
   * @param failed those that could not be sent, and why
   */
  public record Report(URI server, int sent, int unchanged, int busy, List<Failure> failed) {

    public Report {
      failed = List.copyOf(failed);
    }
  }

  /**
   * A run that could not be sent.
   *
   * @param folder the run's folder
   * @param reason why, in one line
   */
  public record Failure(Path folder, String reason) {}

  /**
   * Sends what was not sent to the server that {@code MLFLOW_TRACKING_URI} names or that {@code
   * ./rethink ui} runs.
   *
   * @param runs the folder of all runs
   * @param environment the environment's variables
   * @param again whether to send also what is known to have been sent
   * @throws UserException if there is no server, or it does not answer
   */
  public static Report run(Path runs, Map<String, String> environment, boolean again)
      throws IOException {
    TrackingServer server =
        new RunsDestination(runs, environment)
            .current()
            .orElseThrow(
                () ->
                    new UserException(
                        ("no MLflow server runs for %s: start one with ./rethink ui, "
                                + "or name one in %s")
                            .formatted(runs, TrackingServer.URI_VARIABLE)));
    return run(runs, server, again);
  }

  static Report run(Path runs, TrackingServer server, boolean again) throws IOException {
    if (!Files.isDirectory(runs)) {
      throw new UserException(
          "there is no folder %s; --runs names the folder that holds the runs".formatted(runs));
    }
    return new Synchronization(runs, server, again).run();
  }

  private Report run() throws IOException {
    try (MlflowConnection connection = new MlflowConnection(server, MlflowConnection.PATIENCE)) {
      for (Path folder : new RunsFolder(runs).journaled()) {
        send(folder, connection);
      }
    } catch (ServerFailure failure) {
      throw new UserException(
          "%s; %d runs were sent before, the rest was not: try again later"
              .formatted(failure.line(), sent),
          failure);
    }
    return new Report(server.uri(), sent, unchanged, busy, failures);
  }

  private void send(Path folder, MlflowConnection connection) throws ServerFailure {
    JournalSender sender = new JournalSender(folder, connection, JournalSender.Progress.IGNORED);
    try {
      boolean abandoned = AbandonedJournal.isIn(folder);
      if (!again && !abandoned && sender.state().filter(of -> of.covers(folder)).isPresent()) {
        unchanged++;
        return;
      }
      try (FolderLock lock = FolderLock.take(folder, FolderLock.Purpose.SENDING).orElse(null)) {
        if (lock == null) {
          busy++;
          return;
        }
        if (abandoned) {
          AbandonedJournal.end(folder);
        }
        if (again) {
          SendState.forget(folder);
        }
        sender.send();
        sent++;
      }
    } catch (ServerFailure failure) {
      if (failure.mayPass()) {
        throw failure;
      }
      if (failure.kind() == ServerFailure.Kind.BUSY) {
        busy++;
        return;
      }
      failures.add(new Failure(folder, failure.line()));
    } catch (IOException e) {
      failures.add(new Failure(folder, e.toString()));
    }
  }
}
