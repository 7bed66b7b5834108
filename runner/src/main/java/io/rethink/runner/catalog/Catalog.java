package io.rethink.runner.catalog;

import java.net.URL;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** All extensions that configurations can name. */
public final class Catalog {

  private final List<PluginSource> plugins;
  private final List<Extension> extensions;
  private final List<URL> references;

  Catalog(List<PluginSource> plugins, List<Extension> extensions, List<URL> references) {
    this.plugins = List.copyOf(plugins);
    this.extensions =
        extensions.stream()
            .sorted(Comparator.comparing(Extension::point).thenComparing(Extension::name))
            .toList();
    this.references = List.copyOf(references);
  }

  /**
   * Finds the plugins of the class path and those in {@code pluginsFolders}, each jar's classes
   * apart from other jars'.
   *
   * @param pluginsFolders folders of jars; they need not exist
   * @throws PluginException if any plugin cannot be used, with everything that is wrong
   */
  public static Catalog discover(Path... pluginsFolders) {
    Discovery discovery = new Discovery();
    discovery.searchClassPath();
    discovery.searchFolders(pluginsFolders);
    return discovery.catalog();
  }

  /** The extension of that point and name. */
  public Optional<Extension> find(ExtensionPoint point, String name) {
    return extensions(point).stream()
        .filter(extension -> extension.name().equals(name))
        .findFirst();
  }

  /** All extensions, by point and then by name. */
  public List<Extension> extensions() {
    return extensions;
  }

  /** The extensions of that point, by name. */
  public List<Extension> extensions(ExtensionPoint point) {
    return extensions.stream().filter(extension -> extension.point() == point).toList();
  }

  /** All plugins: first those of the class path, then those of the plugins folders. */
  public List<PluginSource> plugins() {
    return plugins;
  }

  /** The {@code reference.conf} of every jar that has one. */
  public List<URL> references() {
    return references;
  }
}
