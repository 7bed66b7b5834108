package io.rethink.runner.config;

import com.typesafe.config.ConfigUtil;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes nested maps as HOCON, in their own order: the library's renderer sorts keys, which puts a
 * block's {@code type} behind its options.
 */
final class HoconText {

  private static final String PLAIN = "[A-Za-z][A-Za-z0-9_-]*";

  private HoconText() {}

  /** The content of a file. */
  static String ofRoot(Map<String, Object> root) {
    StringBuilder text = new StringBuilder();
    root.forEach((key, value) -> entry(text, key, value, ""));
    return text.toString();
  }

  /** A number, text or truth value. */
  static String ofScalar(Object scalar) {
    if (scalar instanceof Double number) {
      return of(number);
    }
    return scalar instanceof String string ? quote(string) : scalar.toString();
  }

  private static String of(Double number) {
    return number.toString().replace(".0E", "E").replace('E', 'e');
  }

  private static void entry(StringBuilder text, String key, Object value, String indent) {
    text.append(indent).append(quote(key));
    text.append(value instanceof Map<?, ?> ? " " : " = ");
    value(text, value, indent);
    text.append('\n');
  }

  private static void value(StringBuilder text, Object value, String indent) {
    if (value instanceof Map<?, ?> block) {
      text.append(block.isEmpty() ? "{" : "{\n");
      block.forEach((key, inner) -> entry(text, (String) key, inner, indent + "  "));
      text.append(block.isEmpty() ? "}" : indent + "}");
    } else if (value instanceof List<?> list) {
      list(text, list, indent);
    } else {
      text.append(ofScalar(value));
    }
  }

  private static void list(StringBuilder text, List<?> list, String indent) {
    if (list.stream().noneMatch(Map.class::isInstance)) {
      text.append(
          list.stream()
              .map(
                  element -> {
                    StringBuilder inner = new StringBuilder();
                    value(inner, element, indent);
                    return inner;
                  })
              .collect(Collectors.joining(", ", "[", "]")));
      return;
    }
    text.append("[\n");
    for (Object element : list) {
      text.append(indent).append("  ");
      value(text, element, indent + "  ");
      text.append('\n');
    }
    text.append(indent).append(']');
  }

  private static String quote(String string) {
    boolean isPlain =
        string.matches(PLAIN) && !string.matches("(true|false|null|yes|no|on|off|include).*");
    return isPlain ? string : ConfigUtil.quoteString(string);
  }
}
