package io.rethink.runner.cli;

import io.rethink.runner.catalog.Catalog;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Option;

/** The option that says where plugin jars lie. */
final class PluginsFolderOption {

  private static final String HOME = "RETHINK_HOME";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      defaultValue = "plugins",
      description =
          "A folder of plugin jars, besides plugins/ in Rethink's own folder (default:"
              + " ${DEFAULT-VALUE}).")
  private Path folder = Path.of("plugins");

  /** All extensions, those of the plugin jars among them. */
  Catalog catalog() {
    Set<Path> folders = new LinkedHashSet<>();
    folders.add(folder.toAbsolutePath().normalize());
    String home = System.getenv(HOME);
    if (home != null) {
      folders.add(Path.of(home).resolve("plugins").toAbsolutePath().normalize());
    }
    return Catalog.discover(folders.toArray(Path[]::new));
  }
}
