package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds what one axis of a sweep sets and another sets aside: runs would not be as labelled. */
final class SharedKeys {

  private final List<Axis> axes;
  private final Problems problems;

  SharedKeys(List<Axis> axes, Problems problems) {
    this.axes = axes;
    this.problems = problems;
  }

  /**
   * Reports the values of a run's points that the run does not have, for another point's.
   *
   * @param settings what each point sets, in the order of the axes
   * @param run the resolved configuration of the run
   */
  void check(List<List<Setting>> settings, ConfigObject run) {
    for (int axis = 0; axis < settings.size(); axis++) {
      for (Setting setting : settings.get(axis)) {
        for (Setting value : values(setting)) {
          if (!isMade(value, run)) {
            report(value.path(), axis, settings);
          }
        }
      }
    }
  }

  private void report(List<String> path, int axis, List<List<Setting>> settings) {
    for (int other = 0; other < settings.size(); other++) {
      if (other != axis && settings.get(other).stream().anyMatch(each -> overlap(each, path))) {
        Axis first = axes.get(Math.min(axis, other));
        Axis second = axes.get(Math.max(axis, other));
        problems.add(
            second.at(),
            ("%s is set by two axes of the sweep, %s and %s, and a run has one value; put all of"
                    + " its values on one axis")
                .formatted(ConfigUtil.joinPath(path), first.name(), second.name()));
      }
    }
  }

  private static boolean overlap(Setting setting, List<String> path) {
    int common = Math.min(setting.path().size(), path.size());
    return setting.path().subList(0, common).equals(path.subList(0, common));
  }

  /** The values in what is set, each by its own key; an empty block sets none. */
  private static List<Setting> values(Setting setting) {
    List<Setting> values = new ArrayList<>();
    collect(setting.path(), setting.value(), values);
    return values;
  }

  private static void collect(List<String> path, ConfigValue value, List<Setting> to) {
    if (Blocks.isUnresolved(value)) {
      return;
    }
    if (value instanceof ConfigObject block) {
      block.forEach((key, inner) -> collect(longer(path, key), inner, to));
    } else if (value instanceof ConfigList list && !list.isEmpty()) {
      for (int i = 0; i < list.size(); i++) {
        collect(longer(path, Integer.toString(i)), list.get(i), to);
      }
    } else {
      to.add(new Setting(path, value));
    }
  }

  private static List<String> longer(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return longer;
  }

  private static boolean isMade(Setting value, ConfigObject run) {
    ConfigValue found = run;
    for (String step : value.path()) {
      found = found == null ? null : Blocks.child(found, step);
    }
    boolean isShort =
        value.value().valueType() == ConfigValueType.STRING && found instanceof ConfigObject;
    ConfigValue same = isShort && found != null ? Blocks.child(found, "type") : found;
    return Objects.equals(orNull(same), orNull(value.value()));
  }

  private static @Nullable ConfigValue orNull(@Nullable ConfigValue value) {
    return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
  }
}
