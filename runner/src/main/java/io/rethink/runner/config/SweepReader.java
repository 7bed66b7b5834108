package io.rethink.runner.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.rethink.runner.config.Axis.Point;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Reads the {@code sweep} block. */
final class SweepReader {

  private static final int MAX_RUNS = 10_000;
  private static final int LONGEST_SEED = 18;
  private static final String SEED = "seed";
  private static final String SEEDS = "seeds";
  private static final String POINTS = "points";
  private static final String RANDOM = "random";
  private static final Set<String> FIXED = Set.of("name", "description", "sweep", "report");

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
    if (sweep instanceof ConfigList list) {
      return withinLimit(sweep, axis(POINTS, list, root).stream().toList());
    }
    if (!(sweep instanceof ConfigObject block)) {
      problems.add(
          sweep,
          "sweep is %s; it must be a block, as in sweep { seed = [1, 2, 3] }, or a list of blocks"
              .formatted(Blocks.describe(sweep)));
      return List.of();
    }
    List<Axis> axes = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : order.entries(block)) {
      ConfigValue value = entry.getValue();
      if (Blocks.isUnresolved(value) || value.valueType() == ConfigValueType.NULL) {
        continue;
      }
      axis(entry.getKey(), value, root).ifPresent(axes::add);
    }
    rejectSharedKeys(axes);
    return withinLimit(sweep, axes);
  }

  private Optional<Axis> axis(String name, ConfigValue value, ConfigObject root) {
    Axis axis = new Axis(name, points(name, value, root), Place.of(value));
    checkLabels(axis);
    return axis.points().isEmpty() ? Optional.empty() : Optional.of(axis);
  }

  private List<Axis> withinLimit(ConfigValue sweep, List<Axis> axes) {
    long runs = 1;
    for (Axis axis : axes) {
      runs = Math.min(runs * axis.points().size(), Integer.MAX_VALUE);
    }
    if (runs > MAX_RUNS) {
      problems.add(
          sweep, "the sweep asks for %d runs; at most %d are allowed".formatted(runs, MAX_RUNS));
      return List.of();
    }
    return axes;
  }

  /** A key on two axes would have two values. */
  private void rejectSharedKeys(List<Axis> axes) {
    Set<String> seen = new HashSet<>();
    for (Axis axis : axes) {
      for (String column : axis.columns()) {
        if (!seen.add(column)) {
          problems.add(
              axis.at(), "%s is swept twice; put all of its values on one axis".formatted(column));
        }
      }
    }
  }

  private List<Point> points(String name, ConfigValue value, ConfigObject root) {
    if (name.equals(SEEDS)) {
      return seeds(value, seed(root));
    }
    if (name.equals(RANDOM)) {
      return new RandomSearch(problems, MAX_RUNS).points(value, seed(root), order);
    }
    if (name.equals(POINTS) && value instanceof ConfigList list) {
      return new ListedPoints(problems, order).points(list);
    }
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

  /** The experiment's own seed and those after it. */
  private List<Point> seeds(ConfigValue value, long first) {
    if (!Scalars.isWhole(value) || !Blocks.text(value).matches("\\+?[1-9]\\d{0,4}")) {
      problems.add(
          value,
          "seeds is %s; it must be the number of seeds, from 1 to %d; a list of seeds is called seed"
              .formatted(Blocks.describe(value), MAX_RUNS));
      return List.of();
    }
    return LongStream.range(first, first + Long.parseLong(Blocks.text(value)))
        .mapToObj(
            seed ->
                Point.of(
                    SEED,
                    Long.toString(seed),
                    List.of(SEED),
                    ConfigValueFactory.fromAnyRef(seed).withOrigin(value.origin())))
        .toList();
  }

  private static long seed(ConfigObject root) {
    ConfigValue seed = Blocks.get(root, SEED);
    // One that is no number is reported with the experiment that has it.
    return seed != null && Scalars.isWhole(seed) && Blocks.text(seed).length() <= LONGEST_SEED
        ? Long.parseLong(Blocks.text(seed))
        : 1;
  }

  private List<Point> listed(String name, ConfigList list) {
    if (list.isEmpty()) {
      problems.add(list, "sweep over %s is an empty list; give it values".formatted(name));
    }
    List<String> path = Setting.path(name, Place.of(list), problems).orElse(List.of());
    if (path.isEmpty()) {
      return List.of();
    }
    if (isFixed(path, list, problems)) {
      return List.of();
    }
    return list.stream().map(value -> Point.of(name, label(value), path, value)).toList();
  }

  private List<Point> named(String name, ConfigObject block) {
    if (block.isEmpty()) {
      problems.add(block, "sweep over %s is empty; give it labels".formatted(name));
    }
    List<Point> points = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> entry : order.entries(block)) {
      ConfigValue fragment = entry.getValue();
      String label = entry.getKey();
      // A file that includes this one takes a label out by setting it to null.
      if (Blocks.isUnresolved(fragment) || fragment.valueType() == ConfigValueType.NULL) {
        continue;
      }
      if (fragment.valueType() == ConfigValueType.OBJECT) {
        checkFragment((ConfigObject) fragment, problems);
        points.add(Point.of(name, label, List.of(), fragment));
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

  /** Reports a fragment that changes what all runs of a study share. */
  static void checkFragment(ConfigObject fragment, Problems problems) {
    for (String key : FIXED) {
      ConfigValue value = fragment.get(key);
      if (value != null) {
        isFixed(List.of(key), value, problems);
      }
    }
  }

  /** Whether a key is one that all runs share, which is then reported. */
  static boolean isFixed(List<String> path, ConfigValue at, Problems problems) {
    boolean fixed = FIXED.contains(path.get(0));
    if (fixed) {
      problems.add(at, "%s cannot be swept: all runs of a study share it".formatted(path.get(0)));
    }
    return fixed;
  }

  private void checkLabels(Axis axis) {
    Set<Map<String, String>> seen = new HashSet<>();
    for (Point point : axis.points()) {
      if (!seen.add(point.labels())) {
        String label =
            point.labels().keySet().equals(Set.of(axis.name()))
                ? point.labels().get(axis.name())
                : point.labels().toString();
        problems.add(point.at(), "sweep over %s has %s twice".formatted(axis.name(), label));
      }
    }
  }

  /** A scalar as it was written; a block by its type, and by what else it says. */
  static String label(ConfigValue value) {
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
