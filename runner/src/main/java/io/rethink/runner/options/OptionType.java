package io.rethink.runner.options;

import io.rethink.api.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What kind of value an option takes. */
public sealed interface OptionType {

  /** What it is called in messages and documentation: {@code a whole number}. */
  String title();

  /**
   * An {@code int} or a {@code long}.
   *
   * @param isLong whether it is a {@code long}
   */
  record Whole(boolean isLong) implements OptionType {
    @Override
    public String title() {
      return "a whole number";
    }
  }

  /** A {@code double}. */
  record Decimal() implements OptionType {
    @Override
    public String title() {
      return "a number";
    }
  }

  /** A {@code boolean}. */
  record Truth() implements OptionType {
    @Override
    public String title() {
      return "true or false";
    }
  }

  /** A {@code String}. */
  record Text() implements OptionType {
    @Override
    public String title() {
      return "text";
    }
  }

  /** A {@code java.nio.file.Path}. */
  record FilePath() implements OptionType {
    @Override
    public String title() {
      return "a path";
    }
  }

  /** A {@code java.time.Duration}. */
  record TimeSpan() implements OptionType {
    @Override
    public String title() {
      return "a duration with its unit, as in 5 minutes, or never";
    }
  }

  /**
   * An enum.
   *
   * @param constants its constants, by the names that configurations use
   */
  record Choice(Map<String, Enum<?>> constants) implements OptionType {

    public Choice {
      constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    }

    static Choice of(Class<?> type) {
      Map<String, Enum<?>> constants = new LinkedHashMap<>();
      for (Object constant : type.getEnumConstants()) {
        constants.put(Kebab.ofConstant((Enum<?>) constant), (Enum<?>) constant);
      }
      return new Choice(constants);
    }

    /** The name that configurations use for {@code constant}. */
    public String name(Enum<?> constant) {
      return Kebab.ofConstant(constant);
    }

    /** What the constant of that name means, or the empty string. */
    public String description(String name) {
      Enum<?> constant = constants.get(name);
      if (constant == null) {
        return "";
      }
      try {
        Description description =
            constant.getDeclaringClass().getField(constant.name()).getAnnotation(Description.class);
        return description == null ? "" : description.value();
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException(constant + " is no constant of its enum", e);
      }
    }

    @Override
    public String title() {
      return constants.size() == 1
          ? constants.keySet().iterator().next()
          : "one of " + String.join(", ", constants.keySet());
    }
  }

  /**
   * A list.
   *
   * @param element what its elements are
   * @param constraints what holds for each element
   */
  record Sequence(OptionType element, List<Constraint> constraints) implements OptionType {

    public Sequence {
      constraints = List.copyOf(constraints);
    }

    @Override
    public String title() {
      return "a list";
    }
  }

  /**
   * A map from text, a block whose keys are free.
   *
   * @param element what its values are
   * @param constraints what holds for each value
   */
  record Mapping(OptionType element, List<Constraint> constraints) implements OptionType {

    public Mapping {
      constraints = List.copyOf(constraints);
    }

    @Override
    public String title() {
      return "a block";
    }
  }

  /**
   * A record.
   *
   * @param options its components
   */
  record Block(OptionsRecord options) implements OptionType {
    @Override
    public String title() {
      return "a block";
    }
  }

  /**
   * A sealed interface of records.
   *
   * @param blocks the records, by the name that {@code type} has in a configuration
   */
  record Alternatives(Map<String, OptionsRecord> blocks) implements OptionType {

    public Alternatives {
      blocks = Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
    }

    @Override
    public String title() {
      return "a block whose type is "
          + (blocks.size() == 1 ? "" : "one of ")
          + String.join(", ", blocks.keySet());
    }
  }
}
