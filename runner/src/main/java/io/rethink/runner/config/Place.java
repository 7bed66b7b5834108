package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.Map;

/**
 * Where a value was written.
 *
 * @param file the file, or an override as given on the command line
 * @param line from 1; 0 for an override
 */
record Place(String file, int line) {

  /** Where {@code value} was written; for a block that was merged, where its {@code type} was. */
  static Place of(ConfigValue value) {
    if (value instanceof ConfigObject block && isMerged(value.origin())) {
      try {
        ConfigValue type = block.get("type");
        return type != null
            ? of(type.origin())
            : block.entrySet().stream()
                .min(Comparator.comparing(Map.Entry::getKey))
                .map(entry -> of(entry.getValue()))
                .orElse(of(value.origin()));
      } catch (ConfigException.NotResolved e) {
        return of(value.origin());
      }
    }
    return of(value.origin());
  }

  static Place of(ConfigOrigin origin) {
    String file = origin.filename();
    return file == null
        ? new Place(origin.description().replaceFirst("^(-o .*): \\d+$", "$1"), 0)
        : new Place(file, Math.max(0, origin.lineNumber()));
  }

  /** Whether it is the command line. */
  boolean isOverride() {
    return file.startsWith("-o ");
  }

  private static boolean isMerged(ConfigOrigin origin) {
    return origin.description().startsWith("merge of ");
  }

  /** As in {@code memorize.conf:7}. */
  @Override
  public String toString() {
    return line > 0 ? file + ":" + line : file;
  }
}
