package io.rethink.runner.cli;

import io.rethink.runner.execution.StudyListener;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.tracking.Tracker;
import io.rethink.runner.training.TrainingListener;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Shows runs one after the other on standard error, and has them sent to MLflow. */
final class RunDisplay implements StudyListener {

  private final Tracker tracker;
  private final boolean interactive = TerminalProgress.isInteractive();
  private @Nullable TrainingDisplay training;

  RunDisplay(Tracker tracker) {
    this.tracker = tracker;
  }

  @Override
  public void journalOpened(Path folder) {
    tracker.follow(folder);
  }

  @Override
  public TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total) {
    String title = total == 1 ? run.name() : "[%d/%d] %s".formatted(number, total, run.name());
    TrainingDisplay display = new TrainingDisplay(title, interactive);
    training = display;
    return display;
  }

  @Override
  public void warned(String message) {
    System.err.println(message);
  }

  @Override
  public void runEnded(EndedRun run) {
    if (training != null) {
      training.ended(run);
      training = null;
    }
  }
}
