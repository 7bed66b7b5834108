package io.rethink.runner.difference;

import io.rethink.runner.journal.JournalReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All metric points of a run, in the order of its journal. */
final class MetricPoints {

  private final Map<Point, Double> values = new LinkedHashMap<>();

  /** A metric at a step; {@code occurrence} counts from 0 where there are several of them. */
  private record Point(String metric, long step, int occurrence) {

    PointDifference difference(@Nullable Double first, @Nullable Double second) {
      return new PointDifference(metric, step, first, second);
    }
  }

  private MetricPoints() {}

  /** The points in the journal of a folder; none if it has no journal. */
  static MetricPoints of(Path folder) {
    MetricPoints points = new MetricPoints();
    Map<Point, Integer> occurrences = new HashMap<>();
    JournalReader.forEachPoint(
        folder,
        (metric, step, value) -> {
          int occurrence = occurrences.merge(new Point(metric, step, 0), 1, Integer::sum) - 1;
          points.values.put(new Point(metric, step, occurrence), value);
        });
    return points;
  }

  PointComparison compare(MetricPoints second) {
    int same = 0;
    int different = 0;
    int missing = 0;
    PointDifference firstDifferent = null;
    PointDifference firstMissing = null;
    for (Map.Entry<Point, Double> entry : values.entrySet()) {
      Double here = entry.getValue();
      Double there = second.values.get(entry.getKey());
      if (here.equals(there)) {
        same++;
      } else if (there == null) {
        missing++;
        firstMissing = firstMissing == null ? entry.getKey().difference(here, null) : firstMissing;
      } else {
        different++;
        firstDifferent =
            firstDifferent == null ? entry.getKey().difference(here, there) : firstDifferent;
      }
    }
    for (Map.Entry<Point, Double> entry : second.values.entrySet()) {
      if (!values.containsKey(entry.getKey())) {
        missing++;
        firstMissing =
            firstMissing == null ? entry.getKey().difference(null, entry.getValue()) : firstMissing;
      }
    }
    return new PointComparison(same, different, missing, firstDifferent, firstMissing);
  }
}
