package io.rethink.runner.execution;

import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.training.TrainingListener;
import java.nio.file.Path;

/** Told how the runs of a study go. */
public interface StudyListener {

  /** A folder with a journal has come to be: of the study, or of one of its runs. */
  void journalOpened(Path folder);

  /**
   * A run begins.
   *
   * @param number the run's number in the study, from 1
   * @param total number of runs in the study
   * @return who is to be told how the training goes
   */
  TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total);

  /** Something is not as it should be, and the work goes on. */
  void warned(String message);

  /** A run has ended. */
  void runEnded(EndedRun outcome);
}
