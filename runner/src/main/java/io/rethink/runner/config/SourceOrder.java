package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings the keys of a block into the order of its file, which the library forgets. It knows the
 * line of each value; keys of one line are looked up in that line. What an override sets comes
 * last.
 */
final class SourceOrder {

  private final Map<String, List<String>> lines = new HashMap<>();

  /** The keys and values of {@code block}, as they stand in the file. */
  List<Map.Entry<String, ConfigValue>> entries(ConfigObject block) {
    return block.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, ConfigValue> entry) -> place(entry).isOverride())
                .thenComparing(entry -> place(entry).file())
                .thenComparing(entry -> place(entry).line())
                .thenComparing(this::column)
                .thenComparing(Map.Entry::getKey))
        .toList();
  }

  private static Place place(Map.Entry<String, ConfigValue> entry) {
    return Place.of(entry.getValue());
  }

  private int column(Map.Entry<String, ConfigValue> entry) {
    Place place = place(entry);
    List<String> file = lines.computeIfAbsent(place.file(), SourceOrder::read);
    if (place.line() < 1 || place.line() > file.size()) {
      return 0;
    }
    String key = Pattern.quote(entry.getKey());
    Matcher matcher =
        Pattern.compile("(\"%s\"|(?<![\\w.-])%s)\\s*([=:{]|\\+=)".formatted(key, key))
            .matcher(file.get(place.line() - 1));
    return matcher.find() ? matcher.start() : 0;
  }

  private static List<String> read(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException | RuntimeException e) {
      // An override, or a file in a jar: the keys' own order is as good as any.
      return List.of();
    }
  }
}
