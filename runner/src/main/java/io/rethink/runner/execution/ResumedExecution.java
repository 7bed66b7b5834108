package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunState;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.runs.StudyRecord;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries on what was killed or interrupted: runs, and studies with the runs not started yet. */
public final class ResumedExecution {

  private static final Logger LOG = LoggerFactory.getLogger(ResumedExecution.class);

  private final RunsFolder runs;
  private final ExperimentReader reader;
  private final RunExecution execution;
  private final RunResumption resumption;
  private final BooleanSupplier cancelled;
  private final List<UserException> refusals = new ArrayList<>();

  /**
   * Prepares to carry on.
   *
   * @param cancelled asked often whether to end
   * @param despiteChanges whether to go on where what a run is made from has changed
   */
  public ResumedExecution(
      RunsFolder runs,
      RunAssembler assembler,
      Catalog catalog,
      BooleanSupplier cancelled,
      boolean despiteChanges) {
    this.runs = runs;
    this.reader = new ExperimentReader(catalog);
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
      ended.add(resumption.resume(run, listener, place));
    } catch (UserException e) {
      refusals.add(e);
    }
  }

  private List<EndedRun> study(Path folder, StudyListener listener) {
    try (FolderLock lock = RunExecution.lock(folder)) {
      StudyRecord study = Json.read(folder.resolve(StudyRecord.FILE_NAME), StudyRecord.class);
      List<Variant> variants = StudyPlan.read(folder, study, reader);
      ProvenanceRecorder provenance =
          new ProvenanceRecorder(
              Path.of(Objects.requireNonNullElse(study.source(), folder.toString())));
      try (StudyJournal journal = StudyJournal.reopen(folder, study, provenance.tags())) {
        listener.journalOpened(folder);
        List<EndedRun> ended = new ArrayList<>();
        Map<Map<String, String>, RunFolder> existing = runsOf(study);
        for (int i = 0; i < variants.size() && !cancelled.getAsBoolean(); i++) {
          Variant variant = variants.get(i);
          RunExecution.Place place = new RunExecution.Place(i + 1, variants.size());
          RunFolder run = existing.get(variant.settings());
          if (run == null) {
            RunRecord fresh = execution.prepare(variant, study.id());
            journal.runStarted(fresh.id());
            ended.add(execution.execute(variant.experiment(), fresh, provenance, listener, place));
          } else {
            journal.runStarted(run.id());
            carryOn(run, listener, place, ended);
          }
        }
        journal.ended(ended, variants.size());
        return ended;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resume " + folder, e);
    }
  }

  private void carryOn(
      RunFolder folder, StudyListener listener, RunExecution.Place place, List<EndedRun> ended) {
    KnownRun run = folder.read();
    RunResult result = run.result();
    if (result != null && run.state() != RunState.KILLED) {
      ended.add(new EndedRun(folder, run.run(), result));
    } else {
      resume(folder, listener, place, ended);
    }
  }

  /** The study's runs by their labels, also one that was made just before the process died. */
  private Map<Map<String, String>, RunFolder> runsOf(StudyRecord study) {
    Map<Map<String, String>, RunFolder> found = new HashMap<>();
    for (RunFolder folder : runs.all()) {
      try {
        RunRecord run = folder.readRecord();
        if (study.id().equals(run.study())) {
          found.put(run.settings(), folder);
        }
      } catch (UserException e) {
        LOG.warn("{}; its run is carried out anew if it belongs to the study", e.getMessage());
      }
    }
    return found;
  }
}
