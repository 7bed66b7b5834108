package io.rethink.runner.catalog;

import io.rethink.api.Plugin;
import java.util.List;

/** A catalog for tests: the extensions of one plugin and no others. */
public final class CatalogOfOne {

  private CatalogOfOne() {}

  public static Catalog of(Plugin plugin) {
    PluginSource source = new PluginSource(plugin.getClass().getName(), null, null);
    Contributed contributed = new Contributed(source);
    plugin.contribute(contributed);
    return new Catalog(List.of(source), contributed.extensions(), List.of());
  }
}
