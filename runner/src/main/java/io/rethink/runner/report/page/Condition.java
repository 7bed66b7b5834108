package io.rethink.runner.report.page;

import io.rethink.runner.config.SameLabel;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The runs that differ in nothing but their seed.
 *
 * @param settings the label on each axis but the seed's
 * @param planned how many runs there are to be
 * @param runs those that have been started
 */
record Condition(Map<String, String> settings, int planned, List<ReportedRun> runs) {

  Condition {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    runs = List.copyOf(runs);
  }

  /** The runs that have come to their end. */
  List<ReportedRun> finished() {
    return runs.stream().filter(ReportedRun::isFinished).toList();
  }

  /** Whether all runs have come to their end. */
  boolean isComplete() {
    return finished().size() == planned;
  }

  /** Whether the condition has these labels. */
  boolean matches(Map<String, String> where) {
    return where.entrySet().stream()
        .allMatch(
            entry -> {
              String label = settings.get(entry.getKey());
              return label != null && SameLabel.isSame(label, entry.getValue());
            });
  }

  /** The labels on all axes but these. */
  Map<String, String> without(Collection<String> axes) {
    Map<String, String> others = new LinkedHashMap<>(settings);
    others.keySet().removeAll(axes);
    return others;
  }
}
