package io.rethink.runner.execution;

import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.training.TrainingListener;
import java.nio.file.Path;

/**
 * Told how the runs of a study go. Where they go on in several processes, its methods are called
 * from several threads.
 */
public interface StudyListener {

  /** A folder with a journal has come to be, or was there: of the study, or of one of its runs. */
  void journalOpened(Path folder);

  /**
   * A study begins, or goes on.
   *
   * @param outline what there is to do
   */
  default void studyPlanned(StudyOutline outline) {}

  /**
   * A run begins in this process.
   *
   * @param number the run's number in the study, from 1
   * @param total number of runs in the study
   * @return who is to be told how the training goes
   */
  TrainingListener runStarted(RunRecord run, RunFolder folder, int number, int total);

  /** A run is handed to another process. May be called from any thread. */
  default void assigned(RunRecord run, Assignment assignment) {}

  /** A run in another process has come further. May be called from any thread. */
  default void progressed(RunRecord run, Assignment assignment, RunProgress progress) {}

  /** Something is not as it should be, and the work goes on. */
  void warned(String message);

  /** A run has ended. */
  void runEnded(EndedRun outcome);

  /** A run that has ended is begun again, or gone on with, because it failed. */
  default void retried(EndedRun outcome) {}
}
