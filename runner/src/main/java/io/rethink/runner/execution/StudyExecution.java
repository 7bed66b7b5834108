package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Study;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries out studies. A study that has been begun goes on: what has been made from the same
 * configuration, data, labels and plugins is not made again.
 */
public final class StudyExecution {

  private final RunsFolder runs;
  private final RunAssembler assembler;
  private final StudyWork work;

  /**
   * Prepares to carry out studies.
   *
   * @param cancelled asked often whether to end; the runs at work are then marked as killed
   */
  public StudyExecution(
      RunsFolder runs, RunAssembler assembler, Catalog catalog, BooleanSupplier cancelled) {
    this.runs = runs;
    this.assembler = assembler;
    RecordedTraining training = new RecordedTraining(new FailureText(catalog.plugins()), cancelled);
    this.work =
        new StudyWork(
            runs,
            new RunExecution(runs, assembler, training),
            new LocalWorker(runs, assembler, catalog, cancelled, false),
            new StudyReport(runs, new ExperimentReader(catalog)),
            cancelled);
  }

  /**
   * Carries out those of the chosen runs of a study that are not made yet and not cancelled.
   *
   * @return how all chosen runs ended, also before; without those that have not
   * @throws UserException if another process carries the study out
   */
  public List<EndedRun> execute(Study study, StudyOptions options, StudyListener listener) {
    if (!study.isSweep()) {
      PlannedRun only = PlannedRun.fresh(1, study.variants().get(0));
      return work.single(only, study.file(), study.report(), options, listener);
    }
    Optional<Path> existing = options.anew() ? Optional.empty() : existing(study);
    Instant started = Instant.now();
    Path folder = existing.orElseGet(() -> runs.createStudy(study.name(), started, digest(study)));
    try (FolderLock lock = RunExecution.lock(folder)) {
      StudyReport.plan(folder, study.report());
      ProvenanceRecorder provenance = new ProvenanceRecorder(study.file());
      if (existing.isEmpty()) {
        StudyJournal journal = StudyJournal.open(folder, study, started, provenance.tags());
        StudyWork.Standing standing =
            new StudyWork.Standing(
                study.file(),
                ExistingRuns.none().plan(study.variants(), null),
                false,
                0,
                List.of());
        return carryOut(folder, journal, standing, options, listener);
      }
      StudyRecord before = StudyRecord.read(folder);
      ExistingRuns made = ExistingRuns.of(before, runs);
      List<PlannedRun> plan = made.plan(study.variants(), assembler.dataOrigins());
      List<String> ids =
          plan.stream().flatMap(run -> Stream.ofNullable(run.folder())).map(RunFolder::id).toList();
      StudyJournal journal = StudyJournal.extend(folder, before, study, ids, provenance.tags());
      StudyWork.Standing standing =
          new StudyWork.Standing(
              study.file(), plan, true, made.without(study.variants()), made.notes());
      return carryOut(folder, journal, standing, options, listener);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder, e);
    }
  }

  /** Why runs were not carried out. */
  public List<UserException> refusals() {
    return work.refusals();
  }

  private List<EndedRun> carryOut(
      Path folder,
      StudyJournal opened,
      StudyWork.Standing standing,
      StudyOptions options,
      StudyListener listener) {
    try (StudyJournal journal = opened) {
      listener.journalOpened(folder);
      return work.carryOut(folder, journal, standing, options, listener);
    } catch (RuntimeException | Error e) {
      // The journal is closed by now; a study that cannot keep its records has failed.
      StudyJournal.recordFailure(folder, e);
      throw e;
    }
  }

  /** The newest study of that name that has a run in common with this one. */
  private Optional<Path> existing(Study study) {
    List<String> planned = study.variants().stream().map(StudyPlan::digest).toList();
    return runs.studies(study.name()).stream()
        .sorted(Comparator.reverseOrder())
        .filter(folder -> sharesRun(folder, planned))
        .findFirst();
  }

  private static boolean sharesRun(Path folder, List<String> planned) {
    try {
      return StudyRecord.read(folder).configurations().stream().anyMatch(planned::contains);
    } catch (UserException e) {
      // A damaged record is of no study that could go on.
      return false;
    }
  }

  private static String digest(Study study) {
    return Digests.of(
        study.variants().stream()
            .map(variant -> variant.experiment().resolved().toString())
            .collect(Collectors.joining()));
  }
}
