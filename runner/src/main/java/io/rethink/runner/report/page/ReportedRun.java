package io.rethink.runner.report.page;

import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A run as a report sees it.
 *
 * @param settings its label on each axis
 * @param state how far it has come
 * @param result how it ended, or null if it has not
 * @param epochs the metrics after each epoch that was evaluated
 */
public record ReportedRun(
    Map<String, String> settings,
    RunState state,
    @Nullable RunResult result,
    NavigableMap<Integer, Map<String, Double>> epochs) {

  public ReportedRun {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    epochs = Collections.unmodifiableNavigableMap(new TreeMap<>(epochs));
  }

  boolean isFinished() {
    return state == RunState.FINISHED;
  }
}
