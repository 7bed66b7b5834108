package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import io.rethink.runner.options.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reports each substitution that leads nowhere; the library itself stops at the first. */
final class Unresolved {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{\\??([^}]*)}");

  private final Problems problems;
  private final List<String> defined = new ArrayList<>();

  private Unresolved(Problems problems) {
    this.problems = problems;
  }

  /** Reports what is unresolved in {@code root}. */
  static void report(ConfigObject root, Problems problems) {
    Unresolved unresolved = new Unresolved(problems);
    unresolved.collect("", root);
    unresolved.search("", root);
  }

  private void collect(String path, ConfigValue value) {
    if (!(value instanceof ConfigObject block)) {
      defined.add(path);
    } else if (!Blocks.isUnresolved(block)) {
      for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
        collect(join(path, entry.getKey()), entry.getValue());
      }
    }
  }

  private void search(String path, ConfigValue value) {
    if (Blocks.isUnresolved(value)) {
      String text = value.render(ConfigRenderOptions.concise());
      Matcher reference = REFERENCE.matcher(text);
      while (reference.find()) {
        String target = reference.group(1);
        problems.add(
            value,
            ("%s refers to ${%s}, which is neither a key of this configuration nor an"
                    + " environment variable%s")
                .formatted(path, target, Spelling.suggestion(target, defined)));
      }
    } else if (value instanceof ConfigObject block) {
      block.forEach((key, element) -> search(join(path, key), element));
    } else if (value instanceof ConfigList list) {
      for (int i = 0; i < list.size(); i++) {
        search(path + "." + i, list.get(i));
      }
    }
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
