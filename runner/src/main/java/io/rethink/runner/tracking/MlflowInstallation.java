package io.rethink.runner.tracking;

import io.rethink.api.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** MLflow, installed from PyPI in a virtual environment of its own. */
final class MlflowInstallation {

  /** The version that is installed; the one place that says so. */
  static final String VERSION = "3.17.2";

  private static final String COMPLETE = "complete";

  private final Path folder;
  private final Path log;

  private MlflowInstallation(Path folder) {
    this.folder = folder;
    this.log = folder.resolveSibling(folder.getFileName() + ".log");
  }

  /** The user's installation, in the cache folder. */
  static MlflowInstallation ofUser(Map<String, String> environment) {
    String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return in(base.resolve("rethink"));
  }

  /** The installation of this version below a folder. */
  static MlflowInstallation in(Path folder) {
    return new MlflowInstallation(folder.toAbsolutePath().resolve("mlflow-" + VERSION));
  }

  /** The Python that has MLflow. */
  Path python() {
    boolean windows = System.getProperty("os.name").startsWith("Windows");
    return folder.resolve(windows ? "Scripts/python.exe" : "bin/python");
  }

  /**
   * Installs it unless it is there. One process does so at a time; what a broken-off attempt left
   * is thrown away.
   *
   * @param progress takes a line that says what is being done, if it takes long
   * @throws UserException if there is no suitable Python, or pip fails
   */
  void ensure(Consumer<String> progress) throws IOException {
    if (isComplete()) {
      return;
    }
    try {
      Files.createDirectories(folder.getParent());
    } catch (IOException e) {
      throw new UserException(
          "no folder for MLflow can be made at %s (%s); XDG_CACHE_HOME names another cache folder"
              .formatted(folder, e.getMessage()),
          e);
    }
    Path lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !isComplete()) {
        install(progress);
      }
    }
  }

  private boolean isComplete() {
    return Files.exists(folder.resolve(COMPLETE));
  }

  private void install(Consumer<String> progress) throws IOException {
    String python = Python.find();
    deleteRecursively(folder);
    Files.deleteIfExists(log);
    progress.accept(
        "Installing MLflow %s from PyPI in %s, once; it takes a minute or two (log: %s)"
            .formatted(VERSION, folder, log));
    execute(
        List.of(python, "-m", "venv", folder.toString()),
        "a virtual environment cannot be made with %s (Debian, Ubuntu: apt install python3-venv)"
            .formatted(python));
    execute(
        List.of(
            python().toString(),
            "-m",
            "pip",
            "install",
            "--disable-pip-version-check",
            "--no-input",
            "--prefer-binary",
            "mlflow==" + VERSION),
        "pip could not install mlflow==%s (is PyPI within reach?)".formatted(VERSION));
    Files.createFile(folder.resolve(COMPLETE));
  }

  private void execute(List<String> command, String failure) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close();
    int code;
    try {
      code = process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + String.join(" ", command), e);
    }
    if (code != 0) {
      throw new UserException(
          "%s; %s says why. Or name a server that runs elsewhere in %s"
              .formatted(failure, log, TrackingServer.URI_VARIABLE));
    }
  }

  private static void deleteRecursively(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
