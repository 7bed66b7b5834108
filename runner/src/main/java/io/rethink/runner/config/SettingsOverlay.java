package io.rethink.runner.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Lays settings over a configuration before its substitutions are resolved, so that whatever refers
 * to a key sees its new value.
 *
 * <p>A key that leads into a list, a substitution or a string that is short for a block can only be
 * followed in the resolved configuration; such settings come last, and replace the list or block
 * that they lead into by its resolved form.
 */
final class SettingsOverlay {

  private final UnaryOperator<ConfigObject> resolver;
  private final Problems problems;

  /**
   * @param resolver resolves substitutions as far as possible
   */
  SettingsOverlay(UnaryOperator<ConfigObject> resolver, Problems problems) {
    this.resolver = resolver;
    this.problems = problems;
  }

  /** {@code base}, which may be unresolved, with {@code settings} made. */
  ConfigObject apply(ConfigObject base, List<Setting> settings) {
    ConfigObject root = base;
    List<Setting> blocked = new ArrayList<>();
    for (Setting setting : settings) {
      if (reach(root, setting.path()) < setting.path().size()) {
        blocked.add(setting);
      } else if (isFree(setting) || !entersMissingList(root, setting.path())) {
        root = set(root, setting.path(), setting.value());
      } else {
        reportMissingList(setting);
      }
    }
    for (Setting setting : blocked) {
      List<String> reached = setting.path().subList(0, reach(root, setting.path()));
      ConfigValue inside = find(resolver.apply(root), reached);
      if (inside != null && !Blocks.isUnresolved(inside)) {
        List<String> rest = setting.path().subList(reached.size(), setting.path().size());
        ConfigValue changed = change(inside, rest, setting);
        root = changed == null ? root : set(root, reached, changed);
      }
    }
    return root;
  }

  /** How many steps of {@code path} lead through blocks; all of them if the rest is new. */
  private static int reach(ConfigObject root, List<String> path) {
    ConfigObject block = root;
    for (int step = 0; step < path.size() - 1; step++) {
      ConfigValue next;
      try {
        next = block.get(path.get(step));
      } catch (ConfigException.NotResolved e) {
        return step;
      }
      if (next == null) {
        return path.size();
      }
      if (Blocks.isUnresolved(next) || next.valueType() != ConfigValueType.OBJECT) {
        return step + 1;
      }
      block = (ConfigObject) next;
    }
    return path.size();
  }

  /** Variables and tags can have numbers for keys. */
  private static boolean isFree(Setting setting) {
    String root = setting.path().get(0);
    return root.equals("variables") || root.equals("tags") || root.equals("sweep");
  }

  private static boolean entersMissingList(ConfigObject root, List<String> path) {
    for (int step = 0; step < path.size() - 1; step++) {
      if (Blocks.isIndex(path.get(step + 1)) && find(root, path.subList(0, step + 1)) == null) {
        return true;
      }
    }
    return false;
  }

  private void reportMissingList(Setting setting) {
    problems.add(
        setting.value(),
        "%s leads into a list that is not there; set the list as a whole"
            .formatted(String.join(".", setting.path())));
  }

  private static @Nullable ConfigValue find(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (String step : path) {
      if (!(value instanceof ConfigObject block) || Blocks.isUnresolved(block)) {
        return null;
      }
      value = block.get(step);
    }
    return value;
  }

  private static ConfigObject set(
      @Nullable ConfigValue base, List<String> path, ConfigValue value) {
    ConfigObject block =
        base instanceof ConfigObject known
            ? known
            : ConfigFactory.empty().root().withOrigin(value.origin());
    String key = path.get(0);
    return block.withValue(
        key, path.size() == 1 ? value : set(block.get(key), path.subList(1, path.size()), value));
  }

  private @Nullable ConfigValue change(
      @Nullable ConfigValue base, List<String> path, Setting setting) {
    if (path.isEmpty()) {
      return setting.value();
    }
    if (base instanceof ConfigList list && !Blocks.isUnresolved(base)) {
      return changeElement(list, path, setting);
    }
    if (base == null && Blocks.isIndex(path.get(0))) {
      reportMissingList(setting);
      return null;
    }
    ConfigObject block = base == null || Blocks.isUnresolved(base) ? null : Blocks.block(base);
    if (block == null) {
      return set(null, path, setting.value());
    }
    ConfigValue changed = change(block.get(path.get(0)), path.subList(1, path.size()), setting);
    return changed == null ? null : block.withValue(path.get(0), changed);
  }

  private @Nullable ConfigValue changeElement(ConfigList list, List<String> path, Setting setting) {
    String step = path.get(0);
    String key = String.join(".", setting.path());
    if (!Blocks.isIndex(step) || Integer.parseInt(step) >= list.size()) {
      problems.add(
          setting.value(),
          "%s leads into a list of %d, where %s is no index; the first is 0"
              .formatted(key, list.size(), step));
      return null;
    }
    int index = Integer.parseInt(step);
    ConfigValue changed = change(list.get(index), path.subList(1, path.size()), setting);
    if (changed == null) {
      return null;
    }
    List<ConfigValue> elements = new ArrayList<>(list);
    elements.set(index, changed);
    return Blocks.list(elements, list);
  }
}
