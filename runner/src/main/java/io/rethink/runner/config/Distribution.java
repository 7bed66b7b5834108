package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import io.rethink.runner.options.Spelling;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What a random search draws the values of a key from. */
interface Distribution {

  /** Names of all distributions. */
  List<String> NAMES = List.of("uniform", "log-uniform", "integer", "choice");

  /** The next value, which depends on the generator alone. */
  ConfigValue draw(RandomGenerator random);

  /** Reads {@code { uniform = [0, 1] }} or the like; null, after a report, if it is none. */
  static @Nullable Distribution read(String key, ConfigValue value, Problems problems) {
    if (!(value instanceof ConfigObject block)
        || Blocks.isUnresolved(value)
        || block.size() != 1
        || !(block.values().iterator().next() instanceof ConfigList list)
        || !NAMES.contains(block.keySet().iterator().next())) {
      problems.add(
          value,
          "sweep.random draws %s from %s; it must be one of { uniform = [low, high] }, { log-uniform = [low, high] }, { integer = [low, high] } and { choice = [a, b, ...] }%s"
              .formatted(key, Blocks.describe(value), hint(key, value)));
      return null;
    }
    String name = block.keySet().iterator().next();
    if (name.equals("choice")) {
      return choice(key, list, problems);
    }
    Range range = Range.read(list, name);
    if (range == null) {
      problems.add(
          list,
          "%s of %s is %s; it must be two %s%s, the lower first"
              .formatted(
                  name,
                  key,
                  SweepReader.label(list),
                  name.equals("integer") ? "whole numbers" : "finite numbers",
                  name.equals("log-uniform") ? " above 0" : ""));
      return null;
    }
    return switch (name) {
      case "uniform" -> random -> range.number(range.between(random.nextDouble()));
      case "log-uniform" -> random -> range.number(range.geometricallyBetween(random.nextDouble()));
      default -> random -> range.whole(random);
    };
  }

  private static String hint(String key, ConfigValue value) {
    if (!(value instanceof ConfigObject block) || Blocks.isUnresolved(value) || block.size() != 1) {
      return "";
    }
    Map.Entry<String, ConfigValue> only = block.entrySet().iterator().next();
    return only.getValue() instanceof ConfigObject
        ? "; a key is written in quotes: \"%s.%s\"".formatted(key, only.getKey())
        : Spelling.suggestion(only.getKey(), NAMES);
  }

  private static @Nullable Distribution choice(String key, ConfigList values, Problems problems) {
    if (values.isEmpty()) {
      problems.add(values, "choice of %s is an empty list; give it values".formatted(key));
      return null;
    }
    return random -> values.get(random.nextInt(values.size()));
  }

  /**
   * Numbers from {@code low} to {@code high}, both included. Decimals have four significant digits,
   * so that a table says exactly what was run.
   */
  record Range(BigDecimal low, BigDecimal high, ConfigOrigin origin) {

    private static final MathContext DIGITS = new MathContext(4);

    static @Nullable Range read(ConfigList list, String name) {
      if (list.size() != 2 || !list.stream().allMatch(Blocks::isScalar)) {
        return null;
      }
      try {
        BigDecimal low = new BigDecimal(Blocks.text(list.get(0)));
        BigDecimal high = new BigDecimal(Blocks.text(list.get(1)));
        if (name.equals("integer")) {
          low.longValueExact();
          high.longValueExact();
        }
        boolean inOrder = low.compareTo(high) < 0 && isFinite(low) && isFinite(high);
        boolean hasLogarithm = !name.equals("log-uniform") || low.signum() > 0;
        return inOrder && hasLogarithm ? new Range(low, high, list.origin()) : null;
      } catch (ArithmeticException | NumberFormatException e) {
        return null;
      }
    }

    private static boolean isFinite(BigDecimal number) {
      return Double.isFinite(number.doubleValue());
    }

    double between(double fraction) {
      return low.doubleValue() + fraction * (high.doubleValue() - low.doubleValue());
    }

    double geometricallyBetween(double fraction) {
      return low.doubleValue() * Math.pow(high.doubleValue() / low.doubleValue(), fraction);
    }

    ConfigValue number(double drawn) {
      BigDecimal rounded = new BigDecimal(drawn).round(DIGITS).max(low).min(high);
      return ConfigValueFactory.fromAnyRef(rounded.doubleValue()).withOrigin(origin);
    }

    ConfigValue whole(RandomGenerator random) {
      long first = low.longValueExact();
      long last = high.longValueExact();
      long drawn =
          last == Long.MAX_VALUE
              ? random.nextLong(first - 1, last) + 1
              : random.nextLong(first, last + 1);
      return ConfigValueFactory.fromAnyRef(drawn).withOrigin(origin);
    }
  }
}
