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

  /** What sends the runs of a folder. */
  Tracker tracker(RunsFolder runs) {
    return off ? Tracker.none() : Tracker.forRuns(runs.path(), System.getenv());
  }
}
