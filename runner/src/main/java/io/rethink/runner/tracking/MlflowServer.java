package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** An MLflow server's process, on this machine and for it alone. */
final class MlflowServer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final LocalServer address;
  private final Thread ending = new Thread(this::end, "mlflow-ending");

  private MlflowServer(Process process, LocalServer address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and waits until it is well.
   *
   * @param installation MLflow, installed
   * @param home the folder for its store and its log; made if need be
   * @param port where to answer, as {@link #freePort} gives it
   * @throws UserException if the server ends at once or does not become well
   */
  static MlflowServer start(MlflowInstallation installation, Path home, int port)
      throws IOException {
    Path folder = Files.createDirectories(home).toRealPath();
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                installation.python().toString(),
                "-m",
                "mlflow",
                "server",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString(),
                "--host",
                HOST,
                "--port",
                Integer.toString(port),
                "--workers",
                "1"));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    environment.put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    environment.put("MLFLOW_DISABLE_TELEMETRY", "true");
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(folder.toFile())
            .start();
    LocalServer address = new LocalServer(URI.create("http://" + HOST + ":" + port), process.pid());
    MlflowServer server = new MlflowServer(process, address);
    // It takes seconds until the server is well, and the program may be ended meanwhile.
    Runtime.getRuntime().addShutdownHook(server.ending);
    try {
      server.awaitHealth(log);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * A port of this machine that nobody listens on.
   *
   * @param preferred the one to try first
   * @param strict whether it must be that one
   * @throws UserException if it must and is taken
   */
  static int freePort(int preferred, boolean strict) throws IOException {
    for (int port : new int[] {preferred, 0}) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket.getLocalPort();
      } catch (IOException e) {
        if (strict) {
          throw new UserException(
              "port %d is taken; choose another with --port, or leave that out to get a free one"
                  .formatted(preferred),
              e);
        }
      }
    }
    throw new IOException("no free port on " + HOST);
  }

  LocalServer address() {
    return address;
  }

  /** Waits until the server ends; gives its exit code. */
  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** Ends the server and the processes that it started. */
  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      // The program is ending, and so is the hook.
      return;
    }
  }

  private synchronized void end() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    boolean interrupted = false;
    while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    all.forEach(ProcessHandle::destroyForcibly);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitHealth(Path log) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (!address.isHealthy()) {
      if (!process.isAlive()) {
        throw new UserException(
            "the MLflow server ended at once (exit code %d); %s says why"
                .formatted(process.exitValue(), log));
      }
      if (System.nanoTime() > deadline) {
        throw new UserException(
            "the MLflow server does not answer at %s after %d s; %s may say why"
                .formatted(address.uri(), START_PATIENCE.toSeconds(), log));
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while the MLflow server started", e);
      }
    }
  }
}
