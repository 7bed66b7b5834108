package io.rethink.runner.tracking;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending the followed journals.
 *
 * @param state in a word
 * @param server the server, if there was one
 * @param experimentIds the experiments on the server that got something
 * @param problem what went wrong, in one line without credentials
 */
public record TrackingOutcome(
    State state, @Nullable URI server, List<String> experimentIds, @Nullable String problem) {

  /** Whether everything was sent. */
  public enum State {
    /** There was no server to send to. */
    NO_SERVER,
    /** Everything is on the server. */
    COMPLETE,
    /** Something is not on the server, or there is no telling. */
    INCOMPLETE
  }

  public TrackingOutcome {
    experimentIds = List.copyOf(experimentIds);
  }

  /** A line for the person at the terminal; empty if there is nothing to say. */
  public Optional<String> line() {
    return switch (state) {
      case NO_SERVER -> Optional.empty();
      case COMPLETE -> Optional.ofNullable(server).map(uri -> "MLflow: " + page(uri));
      case INCOMPLETE -> {
        String why = problem == null ? server + " is slow" : problem;
        yield Optional.of(
            "MLflow: not everything was sent: %s. Send the rest: ./rethink sync".formatted(why));
      }
    };
  }

  private URI page(URI uri) {
    return experimentIds.size() == 1
        ? MlflowPage.runs(uri, experimentIds.get(0))
        : MlflowPage.experiments(uri);
  }
}
