package io.rethink.runner.options;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option: a component of a record.
 *
 * @param name as configurations write it, in kebab-case
 * @param type what kind of value it takes
 * @param constraints what its values must hold to
 * @param defaultText the value it has when left out, as HOCON; null if there is none
 * @param isNullable whether it may be left out although it has no default
 * @param description what it means, or the empty string
 */
public record Option(
    String name,
    OptionType type,
    List<Constraint> constraints,
    @Nullable String defaultText,
    boolean isNullable,
    String description) {

  public Option {
    constraints = List.copyOf(constraints);
  }

  /** Whether a configuration has to give it. */
  public boolean isRequired() {
    return defaultText == null && !isNullable;
  }
}
