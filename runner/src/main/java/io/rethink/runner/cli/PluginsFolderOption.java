package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where plugin jars lie. */
final class PluginsFolderOption {

  private static final String HOME = "RETHINK_HOME";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "A folder of plugin jars, besides plugins/ in Rethink's own folder (default: plugins,"
              + " which need not exist).")
  private @Nullable Path given;

  /** The option as it was given, for another process. */
  List<String> arguments() {
    return given == null ? List.of() : List.of("--plugins", given.toAbsolutePath().toString());
  }

  /**
   * All extensions, those of the plugin jars among them.
   *
   * @throws UserException if the folder that was given is none, or a plugin cannot be used
   */
  Catalog catalog() {
    if (given != null && !Files.isDirectory(given)) {
      throw new UserException(
          "--plugins %s: %s"
              .formatted(
                  given,
                  Files.exists(given)
                      ? "this is a file; give the folder that the plugin jars lie in"
                      : "there is no such folder; give the one that the plugin jars lie in"));
    }
    Path folder = given == null ? Path.of("plugins") : given;
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(folder.toAbsolutePath().normalize());
    String home = System.getenv(HOME);
    if (home != null) {
      folders.add(Path.of(home).resolve("plugins").toAbsolutePath().normalize());
    }
    return Catalog.discover(folders.toArray(Path[]::new));
  }
}
