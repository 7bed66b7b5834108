package io.rethink.runner.runs;

import io.rethink.runner.training.Metrics;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run in a line.
 *
 * @param id unique among all runs
 * @param experiment the experiment's name
 * @param name a name for people
 * @param started milliseconds since the epoch
 * @param state how far it has come
 * @param epochs number of epochs trained, or null if it has not ended
 * @param trainAccuracy from 0 to 1, or null if it is not known
 * @param testAccuracy from 0 to 1, or null if it is not known
 */
public record RunSummary(
    String id,
    String experiment,
    String name,
    long started,
    RunState state,
    @Nullable Integer epochs,
    @Nullable Double trainAccuracy,
    @Nullable Double testAccuracy) {

  public RunSummary {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(experiment, "experiment");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(state, "state");
  }

  static RunSummary of(KnownRun known) {
    RunRecord run = known.run();
    RunResult result = known.result();
    return new RunSummary(
        run.id(),
        run.experiment(),
        run.name(),
        run.started(),
        known.state(),
        result == null ? null : Integer.valueOf(result.epochs()),
        result == null ? null : result.metrics().get(Metrics.TRAIN_ACCURACY),
        result == null ? null : result.metrics().get(Metrics.TEST_ACCURACY));
  }
}
