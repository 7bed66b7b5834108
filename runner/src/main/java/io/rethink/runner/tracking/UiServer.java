package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The MLflow server of {@code ./rethink ui}: runs find it and send themselves to it. */
public final class UiServer implements AutoCloseable {

  /** The port that is tried first. */
  public static final int DEFAULT_PORT = 5000;

  private final MlflowServer server;
  private final Path runs;

  private UiServer(MlflowServer server, Path runs) {
    this.server = server;
    this.runs = runs;
  }

  /**
   * The address of a server that runs already for the runs of a folder.
   *
   * @throws UserException if {@code MLFLOW_TRACKING_URI} names another server
   */
  public static Optional<URI> running(Path runs, Map<String, String> environment)
      throws IOException {
    Optional<TrackingServer> named = TrackingServer.named(environment);
    if (named.isPresent()) {
      throw new UserException(
          "%s is set: runs go to %s; open that, or unset it to start a server here"
              .formatted(TrackingServer.URI_VARIABLE, named.get()));
    }
    return LocalServer.find(runs).map(LocalServer::uri);
  }

  /**
   * Installs MLflow if need be, and starts a server for the runs of a folder.
   *
   * @param runs the folder of all runs; made if need be
   * @param port where to answer; 0 for {@value #DEFAULT_PORT}, or any that is free if that is not
   * @param progress takes lines that say what is being done
   * @throws UserException if it cannot be installed or started
   */
  public static UiServer start(
      Path runs, int port, Map<String, String> environment, Consumer<String> progress)
      throws IOException {
    MlflowInstallation installation = MlflowInstallation.ofUser(environment);
    requireWritable(runs);
    int free = MlflowServer.freePort(port == 0 ? DEFAULT_PORT : port, port != 0);
    installation.ensure(progress);
    progress.accept("Starting MLflow %s".formatted(MlflowInstallation.VERSION));
    MlflowServer server = MlflowServer.start(installation, LocalServer.home(runs), free);
    try {
      server.address().record(runs);
      return new UiServer(server, runs);
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private static void requireWritable(Path runs) {
    Path home = LocalServer.home(runs);
    try {
      Files.createDirectories(home);
    } catch (IOException e) {
      throw new UserException(
          "the server's store cannot be made in %s (%s); --runs names another folder of runs"
              .formatted(home, e.getMessage()),
          e);
    }
    if (!Files.isWritable(home)) {
      throw new UserException(
          "the server's store in %s cannot be written; --runs names another folder of runs"
              .formatted(home));
    }
  }

  /** Where it answers. */
  public URI uri() {
    return server.address().uri();
  }

  /** Waits until the server ends; gives its exit code. */
  public int waitFor() throws InterruptedException {
    return server.waitFor();
  }

  /** Takes the record back, and ends the server and all its processes. */
  @Override
  public void close() throws IOException {
    try {
      LocalServer.forget(runs);
    } finally {
      server.close();
    }
  }
}
