package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/** Carries on what was killed or interrupted: runs, and studies with the runs not started yet. */
public final class ResumedExecution {

  private final RunsFolder runs;
  private final ExperimentReader reader;
  private final RunExecution execution;
  private final RunResumption resumption;
  private final LocalWorker local;
  private final StudyReport report;
  private final StudyOptions options;
  private final BooleanSupplier cancelled;
  private final List<UserException> refusals = new ArrayList<>();

  /**
   * Prepares to carry on.
   *
   * @param cancelled asked often whether to end
   * @param despiteChanges whether to go on where what a run is made from has changed
   * @param options how studies are carried on
   */
  public ResumedExecution(
      RunsFolder runs,
      RunAssembler assembler,
      Catalog catalog,
      BooleanSupplier cancelled,
      boolean despiteChanges,
      StudyOptions options) {
    this.runs = runs;
    this.options = options;
    this.local = new LocalWorker(runs, assembler, catalog, cancelled, despiteChanges);
    this.reader = new ExperimentReader(catalog);
    this.report = new StudyReport(runs, reader);
    RecordedTraining training = new RecordedTraining(new FailureText(catalog.plugins()), cancelled);
    this.execution = new RunExecution(runs, assembler, training);
    this.resumption = new RunResumption(reader, assembler, training, despiteChanges);
    this.cancelled = cancelled;
  }

  /**
   * Carries on all of {@code work} that is not cancelled. What cannot be carried on does not keep
   * the rest from it, and is to be asked for by {@link #refusals}.
   *
   * @return how the runs ended, with those of the studies that had ended before
   */
  public List<EndedRun> execute(UnfinishedWork work, StudyListener listener) {
    List<EndedRun> ended = new ArrayList<>();
    for (Path study : work.studies()) {
      if (!cancelled.getAsBoolean()) {
        try {
          ended.addAll(study(study, listener));
        } catch (UserException e) {
          refusals.add(e);
        }
      }
    }
    int number = 0;
    for (RunFolder run : work.runs()) {
      number++;
      if (!cancelled.getAsBoolean()) {
        resume(run, listener, new RunExecution.Place(number, work.runs().size()), ended);
      }
    }
    return ended;
  }

  /** Why runs and studies were not carried on. */
  public List<UserException> refusals() {
    return List.copyOf(refusals);
  }

  private void resume(
      RunFolder run, StudyListener listener, RunExecution.Place place, List<EndedRun> ended) {
    try {
      EndedRun outcome = resumption.resume(run, listener, place);
      report.writeOfRun(run.path(), listener);
      ended.add(outcome);
    } catch (UserException e) {
      refusals.add(e);
    }
  }

  private List<EndedRun> study(Path folder, StudyListener listener) {
    try (FolderLock lock = RunExecution.lock(folder)) {
      StudyRecord study = StudyRecord.read(folder);
      List<Variant> variants = StudyPlan.read(folder, study, reader);
      Path source = Path.of(Objects.requireNonNullElse(study.source(), folder.toString()));
      List<PlannedRun> plan = ExistingRuns.of(study, runs).plan(variants, null);
      try (StudyJournal journal =
          StudyJournal.reopen(folder, study, new ProvenanceRecorder(source).tags())) {
        listener.journalOpened(folder);
        StudyWork.Standing standing = new StudyWork.Standing(source, plan, true, 0, List.of());
        StudyWork work = new StudyWork(runs, execution, local, report, cancelled);
        try {
          return work.carryOut(folder, journal, standing, options, listener);
        } finally {
          refusals.addAll(work.refusals());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resume " + folder, e);
    }
  }
}
