package io.rethink.runner.documentation;

import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.documentation.OptionDocumentation.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Documentation as people read it in a terminal. */
public final class DocumentationText {

  private DocumentationText() {}

  /** One line for each extension, under a title for each extension point. */
  public static String ofAll(List<ExtensionDocumentation> extensions) {
    int width = extensions.stream().mapToInt(each -> each.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (ExtensionPoint point : ExtensionPoint.values()) {
      List<ExtensionDocumentation> ofPoint =
          extensions.stream().filter(each -> each.point().equals(point.singular())).toList();
      if (!ofPoint.isEmpty()) {
        text.append(text.length() == 0 ? "" : "\n").append(point.plural()).append('\n');
      }
      for (ExtensionDocumentation each : ofPoint) {
        text.append("  ").append(pad(each.name(), width + 2));
        text.append(each.description()).append(" [").append(each.origin()).append("]\n");
      }
    }
    return text.toString();
  }

  /** Everything about one extension. */
  public static String of(ExtensionDocumentation extension) {
    StringBuilder text = new StringBuilder();
    String version = extension.version() == null ? "" : ", version " + extension.version();
    text.append(
        "%s %s, from %s%s\n"
            .formatted(extension.point(), extension.name(), extension.origin(), version));
    text.append(extension.description()).append("\n\n");
    if (extension.options().isEmpty()) {
      text.append("It has no options of its own.\n");
    } else {
      text.append("Options\n");
      options(text, extension.options(), "  ");
    }
    if (!extension.commonOptions().isEmpty()) {
      text.append("\nOptions of every ").append(extension.point()).append('\n');
      options(text, extension.commonOptions(), "  ");
    }
    return text.append("\nExample\n").append(extension.example().indent(2)).toString();
  }

  private static void options(
      StringBuilder text, List<OptionDocumentation> options, String indent) {
    for (OptionDocumentation option : options) {
      text.append(indent).append(option.name()).append(": ").append(head(option)).append('\n');
      String inner = indent + "    ";
      if (!option.description().isEmpty()) {
        text.append(inner).append(option.description()).append('\n');
      }
      for (Choice choice : option.choices()) {
        text.append(inner).append("- ").append(choice.name());
        text.append(choice.description().isEmpty() ? "" : ": ").append(choice.description());
        text.append('\n');
        options(text, choice.options(), inner + "    ");
      }
      options(text, option.options(), inner);
    }
  }

  private static String head(OptionDocumentation option) {
    List<String> parts = new ArrayList<>();
    parts.add(option.type());
    parts.addAll(option.limits());
    if (option.defaultValue() == null) {
      parts.add(option.required() ? "required" : "optional");
    } else {
      parts.add("default " + option.defaultValue());
    }
    return parts.stream().collect(Collectors.joining("; "));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
