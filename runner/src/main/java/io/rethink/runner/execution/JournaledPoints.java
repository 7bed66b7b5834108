package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.MetricsLogged;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metric points that the journal of a resumed run holds from beyond its checkpoint. Training
 * gives them once more; each is compared with what is journaled, and not journaled again.
 */
final class JournaledPoints {

  private static final Logger LOG = LoggerFactory.getLogger(JournaledPoints.class);

  private final Map<Key, Deque<Double>> values = new HashMap<>();
  private final boolean mayDiffer;

  private record Key(String name, long step) {}

  private JournaledPoints(boolean mayDiffer) {
    this.mayDiffer = mayDiffer;
  }

  /** No points. */
  static JournaledPoints none() {
    return new JournaledPoints(false);
  }

  /**
   * The points in a folder's journal from {@code position} on.
   *
   * @param mayDiffer whether a point that comes out differently is passed over; the journal then
   *     keeps the first
   */
  static JournaledPoints after(Path folder, long position, boolean mayDiffer) {
    JournaledPoints points = new JournaledPoints(mayDiffer);
    JournalReader.forEachMetrics(folder, position, points::add);
    return points;
  }

  private void add(MetricsLogged logged) {
    logged
        .values()
        .forEach(
            (name, value) ->
                values
                    .computeIfAbsent(new Key(name, logged.step()), key -> new ArrayDeque<>())
                    .add(value));
  }

  /**
   * Those of {@code computed} that are not in the journal yet.
   *
   * @throws UserException if one is there with another value, unless they may differ
   */
  Map<String, Double> withoutThese(long step, Map<String, Double> computed) {
    if (values.isEmpty()) {
      return computed;
    }
    Map<String, Double> left = new LinkedHashMap<>();
    computed.forEach(
        (name, value) -> {
          Key key = new Key(name, step);
          Deque<Double> known = values.get(key);
          if (known == null) {
            left.put(name, value);
            return;
          }
          compare(key, known.remove(), value);
          if (known.isEmpty()) {
            values.remove(key);
          }
        });
    return left;
  }

  private void compare(Key key, Double journaled, Double computed) {
    if (journaled.equals(computed)) {
      return;
    }
    String difference =
        "%s at %d is %s now, and was %s before the run was interrupted"
            .formatted(key.name(), key.step(), computed, journaled);
    if (!mayDiffer) {
      throw new UserException(
          difference
              + ": something that the numbers depend on has changed, such as the machine, its"
              + " number of threads or Rethink itself; start the experiment anew, or go on with"
              + " --despite-changes");
    }
    LOG.warn("{}; the journal keeps what was", difference);
  }
}
