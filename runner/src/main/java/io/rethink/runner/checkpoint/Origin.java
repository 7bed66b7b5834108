package io.rethink.runner.checkpoint;

import io.rethink.runner.runs.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What decides a run's numbers, as digests: a run can be resumed exactly where they are the same.
 *
 * @param configuration SHA-256 of the resolved configuration
 * @param data SHA-256 of the data set
 * @param labels SHA-256 of the training labels
 * @param plugins SHA-256 of each plugin's jar, by the plugin's class; empty for those that come
 *     with Rethink
 */
public record Origin(
    String configuration, String data, String labels, Map<String, String> plugins) {

  private static final int SHORT = 12;

  public Origin {
    plugins = new TreeMap<>(plugins);
  }

  /** The origin that a run's provenance tells of. */
  public static Origin of(Provenance provenance) {
    Map<String, String> plugins = new TreeMap<>();
    for (Provenance.PluginJar plugin : provenance.plugins()) {
      plugins.put(plugin.plugin(), Objects.requireNonNullElse(plugin.digest(), ""));
    }
    return new Origin(
        provenance.configurationDigest(),
        provenance.dataDigest(),
        provenance.labelDigest(),
        plugins);
  }

  /** What is different now, each in a few words; empty if nothing is. */
  public List<String> changesTo(Origin now) {
    List<String> changes = new ArrayList<>();
    add(changes, "the configuration", configuration, now.configuration);
    add(changes, "the data set", data, now.data);
    add(changes, "the training labels", labels, now.labels);
    plugins.forEach(
        (plugin, digest) -> add(changes, "plugin " + plugin, digest, now.plugins.get(plugin)));
    now.plugins.keySet().stream()
        .filter(plugin -> !plugins.containsKey(plugin))
        .forEach(plugin -> changes.add("plugin %s was not used before".formatted(plugin)));
    return changes;
  }

  private static void add(
      List<String> changes, String what, String before, @Nullable String after) {
    if (after == null) {
      changes.add(what + " is no longer used");
    } else if (!before.equals(after)) {
      changes.add("%s: digest %s before, %s now".formatted(what, shown(before), shown(after)));
    }
  }

  private static String shown(String digest) {
    return digest.isEmpty() ? "none" : digest.substring(0, Math.min(SHORT, digest.length()));
  }
}
