package io.rethink.api.optimization;

import java.util.Map;

/**
 * The end of an epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param position where training stands
 * @param metrics what was measured, by name: {@code train/loss}, {@code test/accuracy}, and others
 *     that the run's configuration asks for
 */
public record EpochSummary(int epoch, Position position, Map<String, Double> metrics) {

  public EpochSummary {
    metrics = Map.copyOf(metrics);
  }
}
