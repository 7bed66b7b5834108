package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Optional;

/**
 * A change to a configuration: an override, or what a point of a sweep's axis sets.
 *
 * @param path the key, step by step; a number is an index into a list
 * @param value the new value, in place of the old one
 */
record Setting(List<String> path, ConfigValue value) {

  Setting {
    path = List.copyOf(path);
  }

  /** Reads an override from the command line: {@code key=value}, the value in HOCON. */
  static Optional<Setting> ofOverride(String text, Problems problems) {
    Place place = new Place("-o " + text, 0);
    int equals = text.indexOf('=');
    if (equals <= 0) {
      problems.add(place, "it must be key=value, as in optimizer.learning-rate=0.1");
      return Optional.empty();
    }
    Optional<List<String>> path = path(text.substring(0, equals), place, problems);
    try {
      ConfigValue value =
          ConfigFactory.parseString(
                  "value = " + text.substring(equals + 1),
                  ConfigParseOptions.defaults().setOriginDescription(place.file()))
              .root()
              .get("value");
      if (value == null) {
        throw new ConfigException.Generic("no value");
      }
      return path.map(steps -> new Setting(steps, value));
    } catch (ConfigException e) {
      problems.add(
          place,
          "the value is not HOCON; put a text with special characters between double quotes, and"
              + " the whole between single quotes: -o '%s=\"...\"'"
                  .formatted(text.substring(0, equals)));
      return Optional.empty();
    }
  }

  /** Takes a key apart at its dots, which may be quoted. */
  static Optional<List<String>> path(String key, Place place, Problems problems) {
    try {
      return Optional.of(ConfigUtil.splitPath(key));
    } catch (ConfigException e) {
      problems.add(place, "%s is not a key; one is written as in a.b.c".formatted(key));
      return Optional.empty();
    }
  }
}
