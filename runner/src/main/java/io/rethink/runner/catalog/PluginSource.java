package io.rethink.runner.catalog;

import io.rethink.runner.runs.Digests;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A plugin and where it comes from.
 *
 * @param pluginClass name of the class that implements {@link io.rethink.api.Plugin}
 * @param jar the jar that holds it; null for classes in a folder of the class path
 * @param version the jar's version, where it states one
 */
public record PluginSource(String pluginClass, @Nullable Path jar, @Nullable String version) {

  /**
   * SHA-256 of the jar as 64 hexadecimal digits, null without a jar. Read from the file at each
   * call, so that discovering plugins costs nothing.
   */
  public @Nullable String digest() {
    return jar == null ? null : Digests.ofFile(jar);
  }

  /** Where it comes from, for people: the jar, or the class without one. */
  public String location() {
    return jar == null ? pluginClass + " (class path)" : jar.toString();
  }
}
