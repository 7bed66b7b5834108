package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.rethink.runner.config.Axis.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the {@code sweep} block. */
final class SweepReader {

  private static final int MAX_RUNS = 10_000;
  private static final Set<String> FIXED = Set.of("name", "description", "sweep");

  private final Problems problems;
  private final SourceOrder order = new SourceOrder();

  SweepReader(Problems problems) {
    this.problems = problems;
  }

  /**
   * The axes in {@code root}'s sweep, in the order of the file; none without a sweep. An axis with
   * nothing to run through is reported and left out, so that the others can still be checked.
   */
  List<Axis> read(ConfigObject root) {
    ConfigValue sweep = Blocks.get(root, "sweep");
    if (sweep == null || Blocks.isUnresolved(sweep)) {
      return List.of();
    }
    if (!(sweep instanceof ConfigObject block)) {
      problems.add(
          sweep,
          "sweep is %s; it must be a block, as in sweep { seed = [1, 2, 3] }"
              .formatted(Blocks.describe(sweep)));
      return List.of();
    }
    List<Axis> axes = new ArrayList<>();
    long runs = 1;
    for (Map.Entry<String, ConfigValue> entry : order.entries(block)) {
      ConfigValue value = entry.getValue();
      if (Blocks.isUnresolved(value) || value.valueType() == ConfigValueType.NULL) {
        continue;
      }
      Axis axis = new Axis(entry.getKey(), points(entry.getKey(), value), Place.of(value));
      if (!axis.points().isEmpty()) {
        checkLabels(axis);
        axes.add(axis);
        runs = Math.min(runs * axis.points().size(), Integer.MAX_VALUE);
      }
    }
    if (runs > MAX_RUNS) {
      problems.add(
          sweep, "the sweep asks for %d runs; at most %d are allowed".formatted(runs, MAX_RUNS));
      return List.of();
    }
    return axes;
  }

  private List<Point> points(String name, ConfigValue value) {
    if (value instanceof ConfigList list) {
      return listed(name, list);
    }
    if (value instanceof ConfigObject block) {
      return named(name, block);
    }
    problems.add(
        value,
        ("sweep over %s is %s; it must be a list of values, or a block of labels with a"
                + " fragment of the experiment each")
            .formatted(name, Blocks.describe(value)));
    return List.of();
  }

  private List<Point> listed(String name, ConfigList list) {
    if (list.isEmpty()) {
      problems.add(list, "sweep over %s is an empty list; give it values".formatted(name));
    }
    List<String> path = Setting.path(name, Place.of(list), problems).orElse(List.of());
    if (path.isEmpty()) {
      return List.of();
    }
    if (FIXED.contains(path.get(0))) {
      problems.add(list, "%s cannot be swept: all runs of a study share it".formatted(name));
      return List.of();
    }
    return list.stream().map(value -> new Point(label(value), path, value)).toList();
  }

  private List<Point> named(String name, ConfigObject block) {
    if (block.isEmpty()) {
      problems.add(block, "sweep over %s is empty; give it labels".formatted(name));
    }
    List<Point> points = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : order.entries(block)) {
      ConfigValue fragment = entry.getValue();
      String label = entry.getKey();
      if (Blocks.isUnresolved(fragment)) {
        continue;
      }
      if (fragment.valueType() == ConfigValueType.OBJECT) {
        checkFragment((ConfigObject) fragment);
        points.add(new Point(label, List.of(), fragment));
      } else {
        problems.add(
            fragment,
            "sweep.%s.%s is %s; it must be a block with a fragment of the experiment%s"
                .formatted(name, label, Blocks.describe(fragment), quotingHint(name, entry)));
      }
    }
    return points;
  }

  private static String quotingHint(String name, Map.Entry<String, ConfigValue> entry) {
    return entry.getValue().valueType() == ConfigValueType.LIST
        ? "; to sweep over a key, write it in quotes: \"%s.%s\" = [...]"
            .formatted(name, entry.getKey())
        : "";
  }

  private void checkFragment(ConfigObject fragment) {
    for (String key : FIXED) {
      ConfigValue value = fragment.get(key);
      if (value != null) {
        problems.add(value, "%s cannot be swept: all runs of a study share it".formatted(key));
      }
    }
  }

  private void checkLabels(Axis axis) {
    Set<String> seen = new HashSet<>();
    for (Point point : axis.points()) {
      if (!seen.add(point.label())) {
        problems.add(
            point.value(), "sweep over %s has %s twice".formatted(axis.name(), point.label()));
      }
    }
  }

  /** A scalar as it was written; a block by its type, and by what else it says. */
  private static String label(ConfigValue value) {
    if (value instanceof ConfigObject block && !Blocks.isUnresolved(value)) {
      ConfigValue type = block.get("type");
      if (type != null && type.valueType() == ConfigValueType.STRING) {
        return (Blocks.text(type) + " " + concise(block.withoutKey("type"))).strip();
      }
    }
    return Blocks.isScalar(value) ? Blocks.text(value) : concise(value);
  }

  private static String concise(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise().setJson(false));
  }
}
