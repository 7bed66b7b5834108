package io.rethink.runner.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics on their way to the journal.
 *
 * @param lossSum sum of the losses of the steps since the last logged loss
 * @param lossCount number of those steps
 * @param found the numbers that measures found last, by name
 */
public record MetricCounters(double lossSum, int lossCount, Map<String, Double> found) {

  public MetricCounters {
    found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
  }
}
