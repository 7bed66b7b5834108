package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An override that a run of a sweep does not heed, since its point sets the same key, or begins
 * anew the block that the key is in.
 *
 * @param text the override, as it was given
 * @param instead what changes the key of this run
 */
public record IdleOverride(String text, String instead) {

  /**
   * Those of one run.
   *
   * @param overrides as they were given
   * @param points the run's points, in the order of {@code axes}
   * @param before the resolved configuration without the points
   * @param after the resolved configuration of the run
   */
  static List<IdleOverride> of(
      List<String> overrides,
      List<Axis> axes,
      List<Axis.Point> points,
      ConfigObject before,
      ConfigObject after) {
    List<IdleOverride> idle = new ArrayList<>();
    for (String text : overrides) {
      Optional<Setting> setting = Setting.ofOverride(text, new Problems());
      if (setting.isPresent() && !isHeeded(setting.get().path(), before, after)) {
        String value = text.substring(text.indexOf('=') + 1);
        remedy(setting.get().path(), axes, points)
            .ifPresent(
                path -> idle.add(new IdleOverride(text, "-o '%s=%s'".formatted(path, value))));
      }
    }
    return idle;
  }

  /** Blocks are the same if they are of one type: points may well add to them. */
  private static boolean isHeeded(List<String> path, ConfigObject before, ConfigObject after) {
    if (path.get(0).equals("sweep")) {
      return true;
    }
    ConfigValue wanted = find(before, path);
    ConfigValue found = find(after, path);
    if (wanted instanceof ConfigObject block && found instanceof ConfigObject other) {
      return Objects.equals(block.get("type"), other.get("type"));
    }
    return Objects.equals(wanted, found);
  }

  private static @Nullable ConfigValue find(ConfigObject root, List<String> path) {
    ConfigValue value = root;
    for (String step : path) {
      if (value == null) {
        return null;
      }
      value = Blocks.child(value, step);
    }
    return value;
  }

  /** The key below the named point that sets what {@code path} begins with. */
  private static Optional<String> remedy(
      List<String> path, List<Axis> axes, List<Axis.Point> points) {
    for (int i = points.size() - 1; i >= 0; i--) {
      String axis = axes.get(i).name();
      String label = points.get(i).labels().get(axis);
      for (Axis.Change change : points.get(i).changes()) {
        if (label != null
            && change.value() instanceof ConfigObject fragment
            && change.isFragment()
            && fragment.containsKey(path.get(0))) {
          List<String> key = new ArrayList<>(List.of("sweep", axis, label));
          key.addAll(path);
          return Optional.of(ConfigUtil.joinPath(key));
        }
      }
    }
    return Optional.empty();
  }
}
