package io.rethink.runner.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds extensions that share a name, which no configuration could tell apart. */
final class NameClashes {

  private record Pair(PluginSource first, PluginSource second) {}

  private NameClashes() {}

  /** A problem for each two plugins that claim the same names. */
  static List<String> among(List<Extension> extensions) {
    Map<String, Extension> known = new LinkedHashMap<>();
    Map<Pair, List<String>> clashes = new LinkedHashMap<>();
    for (Extension extension : extensions) {
      String name = extension.point().singular() + " " + extension.name();
      Extension earlier = known.putIfAbsent(name, extension);
      if (earlier != null) {
        clashes
            .computeIfAbsent(
                new Pair(earlier.source(), extension.source()), pair -> new ArrayList<>())
            .add(name);
      }
    }
    return clashes.entrySet().stream()
        .map(clash -> describe(clash.getKey(), String.join(", ", clash.getValue())))
        .toList();
  }

  private static String describe(Pair pair, String names) {
    if (pair.first.equals(pair.second)) {
      return "%s contributes %s twice: tell the plugin's author, or take the jar out of the folder."
          .formatted(pair.first.location(), names);
    }
    if (pair.first.pluginClass().equals(pair.second.pluginClass())) {
      return "%s and %s are the same plugin, %s, and both contribute %s: keep one of the two."
          .formatted(
              pair.first.location(), pair.second.location(), pair.first.pluginClass(), names);
    }
    return ("%s and %s both contribute %s: take one of the two out of the folder, or ask its"
            + " author to rename.")
        .formatted(pair.first.location(), pair.second.location(), names);
  }
}
