package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One axis of a sweep.
 *
 * @param name the key that it varies, or a name of its own
 * @param points what it runs through, in order
 * @param at where it was written
 */
record Axis(String name, List<Point> points, Place at) {

  Axis {
    points = List.copyOf(points);
  }

  /** What its points have labels for, in order: mostly its name alone. */
  List<String> columns() {
    return points.stream().flatMap(point -> point.labels().keySet().stream()).distinct().toList();
  }

  /**
   * One point of an axis.
   *
   * @param labels how results call it, by column
   * @param changes what it changes, in order
   * @param at where it was written
   */
  record Point(Map<String, String> labels, List<Change> changes, Place at) {

    Point {
      labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
      changes = List.copyOf(changes);
    }

    /** A point with one label and one change. */
    static Point of(String column, String label, List<String> path, ConfigValue value) {
      return new Point(Map.of(column, label), List.of(new Change(path, value)), Place.of(value));
    }
  }

  /**
   * One change of a point.
   *
   * @param path the key that it sets; empty if {@code value} is a fragment to be merged
   * @param value what it sets
   */
  record Change(List<String> path, ConfigValue value) {

    Change {
      path = List.copyOf(path);
    }

    /** Whether it merges a fragment, rather than setting one key. */
    boolean isFragment() {
      return path.isEmpty();
    }

    /**
     * What it sets.
     *
     * @param base the resolved configuration to which a fragment is applied
     */
    List<Setting> settings(ConfigObject base) {
      if (!isFragment()) {
        return List.of(new Setting(path, value));
      }
      List<Setting> settings = new ArrayList<>();
      merge(List.of(), (ConfigObject) value, base, settings);
      return settings;
    }

    /** Merging goes key by key, but a block that changes its type starts afresh. */
    private static void merge(
        List<String> path, ConfigObject fragment, @Nullable ConfigValue base, List<Setting> to) {
      ConfigObject block = base == null || Blocks.isUnresolved(base) ? null : Blocks.block(base);
      ConfigValue type = fragment.get("type");
      if (!path.isEmpty() && type != null && block != null && !type.equals(block.get("type"))) {
        to.add(new Setting(path, fragment));
        return;
      }
      for (Map.Entry<String, ConfigValue> entry : fragment.entrySet()) {
        List<String> inner = new ArrayList<>(path);
        inner.add(entry.getKey());
        if (entry.getValue() instanceof ConfigObject nested && !nested.isEmpty()) {
          ConfigValue below = base == null ? null : Blocks.child(base, entry.getKey());
          merge(inner, nested, below, to);
        } else {
          to.add(new Setting(inner, entry.getValue()));
        }
      }
    }
  }
}
