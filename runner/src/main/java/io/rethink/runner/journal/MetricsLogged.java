package io.rethink.runner.journal;

import java.util.Map;

/**
 * Metrics of one step, all in one event.
 *
 * @param time see {@link Event#time()}
 * @param step the step they belong to: the epoch's number, unless the metric says otherwise
 * @param values the values by name, such as {@code train/loss}; they may be infinite or not a
 *     number
 */
public record MetricsLogged(long time, long step, Map<String, Double> values) implements Event {

  public MetricsLogged {
    values = Ordered.copy(values);
  }
}
