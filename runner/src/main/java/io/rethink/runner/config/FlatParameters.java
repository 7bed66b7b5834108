package io.rethink.runner.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An experiment's settings under one key each, as trackers list them. */
final class FlatParameters {

  private static final Set<String> NO_PARAMETERS = Set.of("name", "description", "tags");

  private FlatParameters() {}

  static Map<String, String> of(Map<String, Object> root) {
    Map<String, String> flat = new TreeMap<>();
    root.forEach(
        (key, value) -> {
          if (!NO_PARAMETERS.contains(key)) {
            add(key, value, flat);
          }
        });
    return Collections.unmodifiableMap(flat);
  }

  private static void add(String key, Object value, Map<String, String> flat) {
    if (value instanceof Map<?, ?> block) {
      block.forEach((inner, element) -> add(key + "." + inner, element, flat));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        add(key + "." + i, list.get(i), flat);
      }
    } else if (value instanceof List<?> list) {
      flat.put(
          key, list.stream().map(FlatParameters::text).collect(Collectors.joining(", ", "[", "]")));
    } else {
      flat.put(key, text(value));
    }
  }

  private static String text(Object value) {
    return value instanceof String string ? string : HoconText.ofScalar(value);
  }
}
