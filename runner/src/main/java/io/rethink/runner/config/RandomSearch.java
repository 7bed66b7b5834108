package io.rethink.runner.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.rethink.api.Seeds;
import io.rethink.runner.config.Axis.Change;
import io.rethink.runner.config.Axis.Point;
import io.rethink.runner.training.SeededStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The points of a random search. Each key draws from a stream of its own, {@code
 * sweep/random/<key>} of the experiment's seed: more runs keep the points that there were, and
 * another key changes nothing about the values of the others. A point that is drawn again counts
 * once.
 */
final class RandomSearch {

  private static final String RUNS = "runs";
  private static final int DRAWS_PER_RUN = 100;
  private static final int MORE_DRAWS = 10_000;

  private final Problems problems;
  private final int maxRuns;

  RandomSearch(Problems problems, int maxRuns) {
    this.problems = problems;
    this.maxRuns = maxRuns;
  }

  private record Drawn(String key, List<String> path, Distribution distribution) {}

  /** The points of {@code random { runs = N, key = distribution, ... }}. */
  List<Point> points(ConfigValue value, long seed, SourceOrder order) {
    if (!(value instanceof ConfigObject block)) {
      problems.add(
          value,
          "random is %s; it must be a block, as in random { runs = 20, \"optimizer.learning-rate\" { log-uniform = [1e-4, 0.1] } }"
              .formatted(Blocks.describe(value)));
      return List.of();
    }
    int runs = runs(block);
    List<Drawn> keys = new ArrayList<>();
    boolean complete = true;
    for (Map.Entry<String, ConfigValue> entry : order.entries(block)) {
      if (!entry.getKey().equals(RUNS)) {
        complete &= read(entry.getKey(), entry.getValue(), keys);
      }
    }
    if (keys.isEmpty() && complete) {
      problems.add(block, "random has nothing to draw; give it keys with a distribution each");
    }
    return runs == 0 || keys.isEmpty() || !complete
        ? List.of()
        : draw(block, runs, keys, new SeededStreams(seed));
  }

  private int runs(ConfigObject block) {
    ConfigValue runs = Blocks.get(block, RUNS);
    if (runs == null) {
      problems.add(block, "random needs runs, the number of points to draw");
      return 0;
    }
    if (!Scalars.isWhole(runs) || !Blocks.text(runs).matches("\\+?[1-9]\\d{0,8}")) {
      problems.add(
          runs,
          "random.runs is %s; it must be a whole number above 0".formatted(Blocks.describe(runs)));
      return 0;
    }
    int number = Integer.parseInt(Blocks.text(runs));
    if (number > maxRuns) {
      problems.add(
          runs, "the sweep asks for %d runs; at most %d are allowed".formatted(number, maxRuns));
      return 0;
    }
    return number;
  }

  private boolean read(String key, ConfigValue value, List<Drawn> keys) {
    List<String> path = Setting.path(key, Place.of(value), problems).orElse(List.of());
    if (path.isEmpty() || SweepReader.isFixed(path, value, problems)) {
      return false;
    }
    Distribution distribution = Distribution.read(key, value, problems);
    if (distribution != null) {
      keys.add(new Drawn(key, path, distribution));
    }
    return distribution != null;
  }

  private List<Point> draw(ConfigObject block, int runs, List<Drawn> keys, Seeds seeds) {
    List<Point> points = new ArrayList<>();
    Set<Map<String, String>> seen = new HashSet<>();
    long draws = (long) DRAWS_PER_RUN * runs + MORE_DRAWS;
    for (long draw = 0; points.size() < runs && draw < draws; draw++) {
      Map<String, String> labels = new LinkedHashMap<>();
      List<Change> changes = new ArrayList<>();
      for (Drawn each : keys) {
        ConfigValue value =
            each.distribution().draw(seeds.stream("sweep/random/" + each.key(), draw));
        labels.put(each.key(), SweepReader.label(value));
        changes.add(new Change(each.path(), value));
      }
      if (seen.add(labels)) {
        points.add(new Point(labels, changes, Place.of(block)));
      }
    }
    if (points.size() < runs) {
      problems.add(
          block,
          "random asks for %d runs, but there are only %d different points to draw; ask for fewer, or sweep over them all"
              .formatted(runs, points.size()));
      return List.of();
    }
    return points;
  }
}
