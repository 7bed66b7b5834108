package io.rethink.runner.documentation;

import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.options.Constraint;
import io.rethink.runner.options.Option;
import io.rethink.runner.options.OptionType;
import io.rethink.runner.options.OptionsRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Writes a legal configuration of an extension, to be pasted into an experiment. */
final class ExampleText {

  private static final List<Double> NUMBERS = List.of(0.1, 1.0, 0.0, 10.0, -1.0, 100.0, 0.001);
  private static final List<Long> WHOLES = List.of(1L, 10L, 0L, 2L, 100L, 1000L, -1L);
  private static final List<String> TEXTS =
      List.of("text", "a", "1", "A", "a-text", "some longer text");

  private ExampleText() {}

  static String of(ExtensionPoint point, String name, OptionsRecord options) {
    boolean isListed = point.isList();
    String indent = isListed ? "    " : "  ";
    StringBuilder text = new StringBuilder();
    text.append(point.key()).append(isListed ? " = [\n  {\n" : " {\n");
    text.append(indent).append("type = ").append(name).append('\n');
    for (Option option : options.options()) {
      line(text, option, indent);
    }
    return text.append(isListed ? "  }\n]\n" : "}\n").toString();
  }

  private static void line(StringBuilder text, Option option, String indent) {
    String value = option.defaultText();
    String note = "";
    if (value == null) {
      value = value(option.type(), option.constraints());
      note = option.isNullable() ? "  # optional" : "  # required";
    }
    text.append(indent)
        .append(option.isNullable() && option.defaultText() == null ? "# " : "")
        .append(option.name())
        .append(value.startsWith("{") ? " " : " = ")
        .append(value)
        .append(note)
        .append('\n');
  }

  /** A value that the constraints accept, if there is one among the usual ones. */
  private static String value(OptionType type, List<Constraint> constraints) {
    if (type instanceof OptionType.Whole) {
      return firstLegal(WHOLES, constraints);
    }
    if (type instanceof OptionType.Decimal) {
      return firstLegal(NUMBERS, constraints);
    }
    if (type instanceof OptionType.Truth) {
      return "true";
    }
    if (type instanceof OptionType.Text) {
      return '"' + firstLegal(TEXTS, constraints) + '"';
    }
    if (type instanceof OptionType.TimeSpan) {
      return "\"5 minutes\"";
    }
    if (type instanceof OptionType.FilePath) {
      return "\"path/to/it\"";
    }
    if (type instanceof OptionType.Choice choice) {
      return choice.constants().keySet().iterator().next();
    }
    if (type instanceof OptionType.Sequence sequence) {
      return "[" + value(sequence.element(), sequence.constraints()) + "]";
    }
    if (type instanceof OptionType.Mapping mapping) {
      return "{ name = %s }".formatted(value(mapping.element(), mapping.constraints()));
    }
    if (type instanceof OptionType.Block block) {
      return block(Stream.empty(), block.options());
    }
    Map.Entry<String, OptionsRecord> first =
        ((OptionType.Alternatives) type).blocks().entrySet().iterator().next();
    return block(Stream.of("type = " + first.getKey()), first.getValue());
  }

  private static String block(Stream<String> head, OptionsRecord options) {
    return Stream.concat(
            head,
            options.options().stream()
                .filter(Option::isRequired)
                .map(option -> option.name() + " = " + value(option.type(), option.constraints())))
        .reduce((one, other) -> one + ", " + other)
        .map(content -> "{ " + content + " }")
        .orElse("{}");
  }

  private static <T> String firstLegal(List<T> candidates, List<Constraint> constraints) {
    return candidates.stream()
        .filter(
            candidate ->
                constraints.stream().allMatch(constraint -> constraint.accepts().test(candidate)))
        .findFirst()
        .orElse(candidates.get(0))
        .toString();
  }
}
