package io.rethink.runner.execution;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Carries out the runs of a study, one after the other. */
public final class StudyExecution {

  private final RunsFolder runs;
  private final RunExecution execution;
  private final BooleanSupplier cancelled;

  /**
   * Prepares to carry out studies.
   *
   * @param cancelled asked often whether to end; the run at work is then marked as killed
   */
  public StudyExecution(
      RunsFolder runs, RunAssembler assembler, Catalog catalog, BooleanSupplier cancelled) {
    this.runs = runs;
    this.execution =
        new RunExecution(
            runs, assembler, new RecordedTraining(new FailureText(catalog.plugins()), cancelled));
    this.cancelled = cancelled;
  }

  /** Carries out all runs of a study that are not cancelled, and returns how they ended. */
  public List<EndedRun> execute(Study study, StudyListener listener) {
    ProvenanceRecorder provenance = new ProvenanceRecorder(study.file());
    if (!study.isSweep()) {
      Variant only = study.variants().get(0);
      RunRecord run = execution.prepare(only, null);
      return List.of(
          execution.execute(
              only.experiment(), run, provenance, listener, new RunExecution.Place(1, 1)));
    }
    Instant started = Instant.now();
    Path folder = runs.createStudy(study.name(), started, digest(study));
    try (FolderLock lock = RunExecution.lock(folder);
        StudyJournal journal = StudyJournal.open(folder, study, started, provenance.tags())) {
      listener.journalOpened(folder);
      List<EndedRun> ended = new ArrayList<>();
      int total = study.variants().size();
      for (Variant variant : study.variants()) {
        if (cancelled.getAsBoolean()) {
          break;
        }
        RunRecord run = execution.prepare(variant, journal.id());
        journal.runStarted(run.id());
        ended.add(
            execution.execute(
                variant.experiment(),
                run,
                provenance,
                listener,
                new RunExecution.Place(ended.size() + 1, total)));
      }
      journal.ended(ended, total);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder, e);
    } catch (RuntimeException | Error e) {
      // The journal is closed by now; a study that cannot keep its records has failed.
      StudyJournal.recordFailure(folder, e);
      throw e;
    }
  }

  private static String digest(Study study) {
    return Digests.of(
        study.variants().stream()
            .map(variant -> variant.experiment().resolved().toString())
            .collect(Collectors.joining()));
  }
}
