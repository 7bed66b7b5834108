package io.rethink.runner.documentation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.rethink.runner.options.Constraint;
import io.rethink.runner.options.Option;
import io.rethink.runner.options.OptionType;
import io.rethink.runner.options.OptionsRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say about an option.
 *
 * @param name as configurations write it
 * @param type what kind of value it takes, in words
 * @param limits what its values, or the elements of its list, must be, in words
 * @param required whether a configuration has to give it
 * @param defaultValue the value it has when left out, as HOCON; null if there is none
 * @param description what it means
 * @param choices what it can be chosen from: constants of an enum, or blocks by their type
 * @param options the options of the block that it takes
 */
public record OptionDocumentation(
    String name,
    String type,
    List<String> limits,
    boolean required,
    @JsonProperty("default") @Nullable String defaultValue,
    String description,
    List<Choice> choices,
    List<OptionDocumentation> options) {

  /**
   * One of several values.
   *
   * @param name as configurations write it
   * @param description what it means
   * @param options the options of the block, if it is the type of one
   */
  public record Choice(String name, String description, List<OptionDocumentation> options) {}

  /** Documents the components of a record. */
  public static List<OptionDocumentation> of(OptionsRecord record) {
    return record.options().stream().map(OptionDocumentation::of).toList();
  }

  private static OptionDocumentation of(Option option) {
    OptionType innermost = option.type();
    Stream<Constraint> limits = option.constraints().stream();
    while (true) {
      if (innermost instanceof OptionType.Sequence sequence) {
        limits = Stream.concat(limits, sequence.constraints().stream());
        innermost = sequence.element();
      } else if (innermost instanceof OptionType.Mapping mapping) {
        limits = Stream.concat(limits, mapping.constraints().stream());
        innermost = mapping.element();
      } else {
        break;
      }
    }
    return new OptionDocumentation(
        option.name(),
        type(option.type()),
        limits.map(Constraint::rule).toList(),
        option.isRequired(),
        option.defaultText(),
        option.description(),
        choices(innermost),
        innermost instanceof OptionType.Block block ? of(block.options()) : List.of());
  }

  private static String type(OptionType type) {
    if (type instanceof OptionType.Sequence sequence) {
      return "a list, each element " + type(sequence.element());
    }
    if (type instanceof OptionType.Mapping mapping) {
      return "a block of free keys, each value " + type(mapping.element());
    }
    return type instanceof OptionType.Alternatives ? "a block, chosen by its type" : type.title();
  }

  private static List<Choice> choices(OptionType type) {
    if (type instanceof OptionType.Choice choice) {
      return choice.constants().keySet().stream()
          .map(name -> new Choice(name, choice.description(name), List.of()))
          .toList();
    }
    if (type instanceof OptionType.Alternatives alternatives) {
      return alternatives.blocks().entrySet().stream().map(OptionDocumentation::choice).toList();
    }
    return List.of();
  }

  private static Choice choice(Map.Entry<String, OptionsRecord> block) {
    return new Choice(block.getKey(), block.getValue().description(), of(block.getValue()));
  }
}
