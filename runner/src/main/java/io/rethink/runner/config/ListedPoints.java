package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.rethink.runner.config.Axis.Change;
import io.rethink.runner.config.Axis.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The points of a sweep one by one: a list of fragments, called by the keys that they set. */
final class ListedPoints {

  private final Problems problems;
  private final SourceOrder order;

  ListedPoints(Problems problems, SourceOrder order) {
    this.problems = problems;
    this.order = order;
  }

  List<Point> points(ConfigList list) {
    if (list.isEmpty()) {
      problems.add(list, "the sweep's list of points is empty; give it blocks");
    }
    List<Point> points = new ArrayList<>();
    for (ConfigValue element : list) {
      if (Blocks.isUnresolved(element)) {
        continue;
      }
      if (element.valueType() == ConfigValueType.OBJECT) {
        points.add(point((ConfigObject) element));
      } else {
        problems.add(
            element,
            "a point of the sweep is %s; it must be a block, as in { optimizer.learning-rate = 0.1 }"
                .formatted(Blocks.describe(element)));
      }
    }
    return points;
  }

  private Point point(ConfigObject fragment) {
    SweepReader.checkFragment(fragment, problems);
    Map<String, String> labels = new LinkedHashMap<>();
    List<Change> changes = new ArrayList<>();
    ConfigObject merged = fragment;
    for (Map.Entry<String, ConfigValue> entry : order.entries(fragment)) {
      String key = entry.getKey();
      ConfigValue value = entry.getValue();
      List<String> path = Setting.path(key, Place.of(value), problems).orElse(List.of(key));
      label(key, value, labels);
      if (path.size() > 1) {
        // A key in quotes may lead through lists.
        merged = merged.withoutKey(key);
        if (!SweepReader.isFixed(path, value, problems)) {
          changes.add(new Change(path, value));
        }
      }
    }
    changes.add(0, new Change(List.of(), merged));
    return new Point(labels, changes, Place.of(fragment));
  }

  private void label(String key, ConfigValue value, Map<String, String> labels) {
    if (!Blocks.isUnresolved(value)
        && value instanceof ConfigObject block
        && !block.isEmpty()
        && block.get("type") == null) {
      order
          .entries(block)
          .forEach(inner -> label(key + "." + inner.getKey(), inner.getValue(), labels));
    } else {
      labels.put(key, SweepReader.label(value));
    }
  }
}
