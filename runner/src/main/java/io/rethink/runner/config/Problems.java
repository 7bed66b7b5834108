package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects mistakes, each once, however many variants of a study have it. */
final class Problems {

  private record Key(@Nullable String file, String message) {}

  private static final Pattern PLACED = Pattern.compile("(?s)(.+?): (\\d+): (.*)");

  private final Map<Key, Problem> problems = new LinkedHashMap<>();

  void add(Problem problem) {
    problems.putIfAbsent(new Key(problem.file(), problem.message()), problem);
  }

  void add(ConfigValue at, String message) {
    add(Place.of(at), message);
  }

  void add(Place at, String message) {
    add(new Problem(at.file(), at.line(), message));
  }

  /** What the HOCON library complains of while it parses or resolves. */
  void add(ConfigException complaint) {
    String message = String.valueOf(complaint.getMessage());
    Matcher placed = PLACED.matcher(message);
    ConfigOrigin origin = complaint.origin();
    if (placed.matches()) {
      add(new Problem(placed.group(1), Integer.parseInt(placed.group(2)), placed.group(3)));
    } else if (origin != null) {
      String prefix = origin.description() + ": ";
      add(
          Place.of(origin),
          message.startsWith(prefix) ? message.substring(prefix.length()) : message);
    } else {
      add(new Problem(null, 0, message));
    }
  }

  void addAll(Collection<Problem> more) {
    more.forEach(this::add);
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * Ends the reading if there are problems; those of a file are in the order of their lines.
   *
   * @throws ConfigurationException if there is any
   */
  void throwIfAny() {
    if (!problems.isEmpty()) {
      Comparator<@Nullable String> byFile = Comparator.nullsLast(Comparator.naturalOrder());
      throw new ConfigurationException(
          problems.values().stream()
              .sorted(Comparator.comparing(Problem::file, byFile).thenComparing(Problem::line))
              .toList());
    }
  }
}
