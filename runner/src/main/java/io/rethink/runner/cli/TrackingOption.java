package io.rethink.runner.cli;

import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.tracking.Tracker;
import picocli.CommandLine.Option;

/** The option that says whether runs are sent to MLflow. */
final class TrackingOption {

  @Option(
      names = "--no-tracking",
      description = "Sends nothing to MLflow while it runs; './rethink sync' can, later.")
  private boolean off;

  /** Waits for what is still to be sent, and says what could not be. */
  static void finish(Tracker tracker, Interruption interruption) {
    tracker.finish(Tracker.DEFAULT_PATIENCE, interruption).line().ifPresent(System.err::println);
  }

  /** What sends the runs of a folder. */
  Tracker tracker(RunsFolder runs) {
    return off ? Tracker.none() : Tracker.forRuns(runs.path(), System.getenv());
  }
}
