package io.rethink.runner.difference;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that two runs do not have in common.
 *
 * @param what its name
 * @param first what it is in the first run; null if it is not there
 * @param second what it is in the second run; null if it is not there
 */
public record Difference(String what, @Nullable String first, @Nullable String second) {

  /** The names whose values differ, in the order of the first map and then of the second. */
  static List<Difference> between(Map<String, String> first, Map<String, String> second) {
    Set<String> names = new LinkedHashSet<>(first.keySet());
    names.addAll(second.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(first.get(name), second.get(name)))
        .map(name -> new Difference(name, first.get(name), second.get(name)))
        .toList();
  }
}
