package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import io.rethink.runner.options.Constraint;
import io.rethink.runner.options.OptionType;
import io.rethink.runner.options.Range;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Converts single values. A string that reads as a number or truth value is taken for one, as
 * everywhere in HOCON: environment variables are strings.
 */
final class Scalars {

  private Scalars() {}

  /** The value as an object of {@code type}'s Java class; null if it is no such value. */
  static @Nullable Object convert(OptionType type, ConfigValue value) {
    if (!Blocks.isScalar(value)) {
      return null;
    }
    String text = Blocks.text(value);
    if (type instanceof OptionType.Whole whole) {
      return whole(text, whole.isLong());
    }
    if (type instanceof OptionType.Decimal) {
      return decimal(text);
    }
    if (type instanceof OptionType.Truth) {
      return truth(text);
    }
    if (type instanceof OptionType.Choice choice) {
      return choice.constants().get(text);
    }
    if (type instanceof OptionType.TimeSpan) {
      return duration(text, value);
    }
    return type instanceof OptionType.FilePath ? path(text, value) : text;
  }

  /** As HOCON has it, but never without a unit: a bare number would be milliseconds. */
  private static @Nullable Duration duration(String text, ConfigValue value) {
    if (text.equals(TrainingSettings.NEVER_TEXT)) {
      return TrainingSettings.NEVER;
    }
    if (!text.matches("\\s*[0-9.]+\\s*[a-zA-Z]+\\s*")) {
      return null;
    }
    try {
      return value.atKey("duration").getDuration("duration");
    } catch (ConfigException e) {
      return null;
    }
  }

  private static @Nullable Object whole(String text, boolean isLong) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.scale() < -20) {
        return null;
      }
      return isLong ? (Object) number.longValueExact() : (Object) number.intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  /** Whether {@code value} is a whole number, of whatever size. */
  static boolean isWhole(ConfigValue value) {
    return Blocks.isScalar(value) && Blocks.text(value).matches("[-+]?\\d+");
  }

  /** The whole numbers of {@code type} that {@code constraints} allow. */
  static Range range(OptionType.Whole type, List<Constraint> constraints) {
    Range ofType =
        type.isLong()
            ? Range.between(Long.MIN_VALUE, Long.MAX_VALUE)
            : Range.between(Integer.MIN_VALUE, Integer.MAX_VALUE);
    return constraints.stream()
        .flatMap(constraint -> Stream.ofNullable(constraint.range()))
        .reduce(ofType, Range::and);
  }

  private static @Nullable Double decimal(String text) {
    if (text.matches(".*[dDfF]") && !text.startsWith("0x")) {
      return null;
    }
    try {
      Double number = Double.valueOf(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether {@code value} is a number that is too large for a decimal, or none at all: NaN. */
  static boolean isBeyondNumbers(ConfigValue value) {
    if (!Blocks.isScalar(value)) {
      return false;
    }
    try {
      return !Double.isFinite(Double.parseDouble(Blocks.text(value)));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static @Nullable Boolean truth(String text) {
    return switch (text) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> null;
    };
  }

  /**
   * A path, made absolute: from the folder of the file that it is written in, or from the current
   * folder if it comes from the command line, the environment or a default.
   */
  private static @Nullable Path path(String text, ConfigValue value) {
    try {
      String expanded =
          text.startsWith("~/") ? System.getProperty("user.home") + text.substring(1) : text;
      String file = value.origin().filename();
      Path written =
          file == null ? Path.of(expanded) : Path.of(file).resolveSibling(Path.of(expanded));
      return written.toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
