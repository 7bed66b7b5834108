package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views of configuration values. */
final class Blocks {

  private Blocks() {}

  /** Whether a substitution in {@code value} itself led nowhere, so that it has no type. */
  static boolean isUnresolved(ConfigValue value) {
    try {
      if (value.valueType() == ConfigValueType.OBJECT) {
        ((ConfigObject) value).get("type");
      }
      return false;
    } catch (ConfigException.NotResolved e) {
      return true;
    }
  }

  /** Whether {@code value} is text, a number or a truth value. */
  static boolean isScalar(ConfigValue value) {
    return !isUnresolved(value)
        && switch (value.valueType()) {
          case STRING, NUMBER, BOOLEAN -> true;
          default -> false;
        };
  }

  /** The value at {@code key} if it is there; {@code null} as a value stands for an absent one. */
  static @Nullable ConfigValue get(ConfigObject block, String key) {
    ConfigValue value = block.get(key);
    return value == null || (!isUnresolved(value) && value.valueType() == ConfigValueType.NULL)
        ? null
        : value;
  }

  /** The block that {@code value} is, or is short for; null if it is neither. */
  static @Nullable ConfigObject block(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> (ConfigObject) value;
      case STRING -> ConfigValueFactory.fromMap(Map.of("type", value)).withOrigin(value.origin());
      default -> null;
    };
  }

  /** Whether a step of a path is an index into a list. */
  static boolean isIndex(String step) {
    return step.matches("\\d{1,9}");
  }

  /**
   * The value at a key of the block that {@code value} is or is short for, or at an index of the
   * list that it is; null if there is none.
   */
  static @Nullable ConfigValue child(ConfigValue value, String step) {
    if (isUnresolved(value)) {
      return null;
    }
    if (value instanceof ConfigList list) {
      return isIndex(step) && Integer.parseInt(step) < list.size()
          ? list.get(Integer.parseInt(step))
          : null;
    }
    ConfigObject block = block(value);
    return block == null ? null : block.get(step);
  }

  /** {@code value} in words, for messages. */
  static String describe(ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block";
      case LIST ->
          ((ConfigList) value).isEmpty()
              ? "an empty list"
              : "a list of " + ((ConfigList) value).size();
      case STRING -> '"' + text(value) + '"';
      default -> text(value);
    };
  }

  /** The text of a scalar, a number as it was written. */
  static String text(ConfigValue scalar) {
    return scalar.atKey("v").getString("v");
  }

  /** A list of {@code elements}, written where {@code original} was. */
  static ConfigList list(List<ConfigValue> elements, ConfigValue original) {
    return ConfigValueFactory.fromIterable(elements).withOrigin(original.origin());
  }
}
