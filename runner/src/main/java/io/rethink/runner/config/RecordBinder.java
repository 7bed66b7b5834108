package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.rethink.api.UserException;
import io.rethink.runner.options.Constraint;
import io.rethink.runner.options.Option;
import io.rethink.runner.options.OptionType;
import io.rethink.runner.options.OptionsRecord;
import io.rethink.runner.options.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes records from blocks, and reports everything that stands in the way with the line it is on.
 * Jackson is not used for this: it stops at the first mistake, and has no origins.
 */
final class RecordBinder {

  private final Problems problems;

  RecordBinder(Problems problems) {
    this.problems = problems;
  }

  /** Binds {@code block} to {@code type}; null if there were problems, which are reported. */
  <R extends Record> @Nullable R bind(Class<R> type, ConfigObject block, Subject subject) {
    return type.cast(bind(OptionsRecord.of(type), block, subject));
  }

  /** Binds {@code block} to {@code options}; null if there were problems, which are reported. */
  @Nullable Record bind(OptionsRecord options, ConfigObject block, Subject subject) {
    reportUnknownKeys(options, block, subject);
    @Nullable Object[] values = new Object[options.options().size()];
    boolean isComplete = true;
    for (int i = 0; i < values.length; i++) {
      Option option = options.options().get(i);
      ConfigValue value = Blocks.get(block, option.name());
      if (value == null && option.isNullable() && option.defaultText() == null) {
        continue;
      }
      if (value == null && option.isRequired()) {
        problems.add(block, missing(option, subject));
      } else {
        values[i] =
            value == null
                ? defaultValue(option, subject)
                : checked(option.type(), option.constraints(), value, subject.child(option.name()));
      }
      isComplete &= values[i] != null;
    }
    return isComplete ? create(options, values, block, subject) : null;
  }

  /** Binds the block {@code value} at {@code key}; null if there were problems. */
  <R extends Record> @Nullable R bindBlock(Class<R> type, ConfigValue value, String key) {
    return type.cast(convert(new OptionType.Block(OptionsRecord.of(type)), List.of(), value, key));
  }

  /** A string is short for a block only where the block has a type. */
  private static @Nullable ConfigObject block(OptionsRecord options, ConfigValue value) {
    return value instanceof ConfigObject || options.option("type").isPresent()
        ? Blocks.block(value)
        : null;
  }

  private @Nullable Record create(
      OptionsRecord options, @Nullable Object[] values, ConfigObject block, Subject subject) {
    try {
      return options.create(values);
    } catch (IllegalArgumentException | UserException e) {
      String message = String.valueOf(e.getMessage());
      problems.add(
          blamed(options, block, message),
          subject.path().isEmpty() ? message : "%s: %s".formatted(subject.path(), message));
      return null;
    }
  }

  /** The value that a record's own complaint begins with; the whole block if with none. */
  private static ConfigValue blamed(OptionsRecord options, ConfigObject block, String complaint) {
    return options.options().stream()
        .filter(option -> complaint.startsWith(option.name() + " "))
        .flatMap(option -> Stream.ofNullable(Blocks.get(block, option.name())))
        .findFirst()
        .orElse(block);
  }

  private @Nullable Object defaultValue(Option option, Subject subject) {
    String key = subject.child(option.name());
    try {
      ConfigValue value =
          ConfigFactory.parseString(
                  "value = " + option.defaultText(),
                  ConfigParseOptions.defaults().setOriginDescription("the default of " + key))
              .root()
              .get("value");
      if (value != null) {
        return checked(option.type(), option.constraints(), value, key);
      }
    } catch (ConfigException e) {
      problems.add(e);
    }
    return null;
  }

  private @Nullable Object checked(
      OptionType type, List<Constraint> constraints, ConfigValue value, String key) {
    Object converted = convert(type, constraints, value, key);
    if (converted == null) {
      return null;
    }
    boolean isLegal = true;
    for (Constraint constraint : constraints) {
      if (!constraint.accepts().test(converted)) {
        problems.add(
            value,
            "%s is %s; it must be %s".formatted(key, Blocks.describe(value), constraint.rule()));
        isLegal = false;
      }
    }
    return isLegal ? converted : null;
  }

  private @Nullable Object convert(
      OptionType type, List<Constraint> constraints, ConfigValue value, String key) {
    if (Blocks.isUnresolved(value)) {
      return null;
    }
    if (type instanceof OptionType.Sequence sequence) {
      return value instanceof ConfigList list
          ? elements(sequence, list, key)
          : wrongType(type, constraints, value, key);
    }
    if (type instanceof OptionType.Mapping mapping) {
      return value instanceof ConfigObject block
          ? entries(mapping, block, key)
          : wrongType(type, constraints, value, key);
    }
    if (type instanceof OptionType.Block nested) {
      ConfigObject block = block(nested.options(), value);
      return block == null
          ? wrongType(type, constraints, value, key)
          : bind(nested.options(), block, new Subject(key, key, Set.of()));
    }
    if (type instanceof OptionType.Alternatives alternatives) {
      ConfigObject block = Blocks.block(value);
      return block == null
          ? wrongType(type, constraints, value, key)
          : alternative(alternatives, block, key);
    }
    Object converted = Scalars.convert(type, value);
    return converted == null ? wrongType(type, constraints, value, key) : converted;
  }

  private @Nullable List<Object> elements(
      OptionType.Sequence sequence, ConfigList list, String key) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Object element =
          checked(sequence.element(), sequence.constraints(), list.get(i), key + "." + i);
      if (element != null) {
        elements.add(element);
      }
    }
    return elements.size() == list.size() ? List.copyOf(elements) : null;
  }

  private @Nullable Map<String, Object> entries(
      OptionType.Mapping mapping, ConfigObject block, String key) {
    Map<String, Object> entries = new TreeMap<>();
    boolean isComplete = true;
    for (Map.Entry<String, ConfigValue> entry : new TreeMap<>(block).entrySet()) {
      ConfigValue value = Blocks.get(block, entry.getKey());
      if (value != null) {
        Object element =
            checked(mapping.element(), mapping.constraints(), value, key + "." + entry.getKey());
        isComplete &= element != null;
        if (element != null) {
          entries.put(entry.getKey(), element);
        }
      }
    }
    return isComplete ? Collections.unmodifiableMap(entries) : null;
  }

  private @Nullable Record alternative(
      OptionType.Alternatives alternatives, ConfigObject block, String key) {
    Set<String> names = alternatives.blocks().keySet();
    ConfigValue type = Blocks.get(block, "type");
    if (type == null) {
      problems.add(block, "%s.type is missing; it must be %s".formatted(key, oneOf(names)));
      return null;
    }
    if (Blocks.isUnresolved(type)) {
      return null;
    }
    OptionsRecord chosen =
        Blocks.isScalar(type) ? alternatives.blocks().get(Blocks.text(type)) : null;
    if (chosen == null) {
      String found = Blocks.describe(type);
      problems.add(
          type,
          "%s.type is %s; it must be %s%s"
              .formatted(
                  key, found, oneOf(names), Spelling.suggestion(found.replace("\"", ""), names)));
      return null;
    }
    return bind(chosen, block, new Subject(key, Blocks.text(type), Set.of("type")));
  }

  private @Nullable Object wrongType(
      OptionType type, List<Constraint> constraints, ConfigValue value, String key) {
    String suggestion =
        type instanceof OptionType.Choice choice
            ? Spelling.suggestion(
                Blocks.describe(value).replace("\"", ""), choice.constants().keySet())
            : "";
    problems.add(
        value,
        "%s is %s; it must be %s%s"
            .formatted(
                key,
                Blocks.describe(value),
                type instanceof OptionType.Whole whole && Scalars.isWhole(value)
                    ? Scalars.range(whole, constraints)
                    : expected(title(type, value), constraints),
                suggestion));
    return null;
  }

  private void reportUnknownKeys(OptionsRecord options, ConfigObject block, Subject subject) {
    Set<String> known =
        Stream.concat(options.options().stream().map(Option::name), subject.otherKeys().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    new TreeMap<>(block)
        .forEach(
            (key, value) -> {
              if (!known.contains(key)) {
                problems.add(value, unknown(key, known, subject));
              }
            });
  }

  private static String unknown(String key, Collection<String> known, Subject subject) {
    String suggestion = Spelling.suggestion(key, known);
    String hint = subject.hint().apply(key);
    // Whoever reads this has given the type already.
    String names =
        known.stream().filter(name -> !name.equals("type")).collect(Collectors.joining(", "));
    String all = names.isEmpty() ? "; it has none" : "; it has " + names;
    return "%s is no %s of %s%s"
        .formatted(
            subject.child(key),
            subject.path().isEmpty() ? "key" : "option",
            subject.owner(),
            hint.isEmpty() ? (suggestion.isEmpty() ? all : suggestion) : hint + suggestion);
  }

  private static String missing(Option option, Subject subject) {
    return "%s is missing; it must be %s%s"
        .formatted(
            subject.child(option.name()),
            expected(option.type().title(), option.constraints()),
            option.description().isEmpty() ? "" : " (" + option.description() + ")");
  }

  private static String title(OptionType type, ConfigValue found) {
    return type instanceof OptionType.Decimal && Scalars.isBeyondNumbers(found)
        ? "a finite number"
        : type.title();
  }

  /** As in {@code a number, at least 0 and below 1}. */
  private static String expected(String title, List<Constraint> constraints) {
    return Stream.concat(Stream.of(title), constraints.stream().map(Constraint::rule))
        .collect(Collectors.joining(", "));
  }

  private static String oneOf(Collection<String> names) {
    return (names.size() == 1 ? "" : "one of ") + String.join(", ", names);
  }
}
