package io.rethink.runner.execution;

import io.rethink.runner.checkpoint.Checkpoint;
import io.rethink.runner.checkpoint.CheckpointFolder;
import io.rethink.runner.checkpoint.CheckpointWriter;
import io.rethink.runner.checkpoint.Origin;
import io.rethink.runner.config.TrainingSettings;
import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.training.Fitting;
import io.rethink.runner.training.StateKeeper;
import io.rethink.runner.training.Trainer;
import io.rethink.runner.training.TrainingCancelledException;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingResult;
import io.rethink.runner.wiring.AssembledFit;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.AssembledTraining;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A training with its records: the journal, the log, the checkpoints and the result. */
final class RecordedTraining {

  private static final Logger LOG = LoggerFactory.getLogger(RecordedTraining.class);

  private final FailureText failures;
  private final BooleanSupplier cancelled;

  RecordedTraining(FailureText failures, BooleanSupplier cancelled) {
    this.failures = failures;
    this.cancelled = cancelled;
  }

  /**
   * What a run consists of.
   *
   * @param assembled the parts
   * @param origin the digests of what they were built from
   */
  record Prepared(AssembledRun assembled, Origin origin) {}

  /** Gives what a run consists of, once its records are open. */
  interface Preparation {

    /** Builds the parts, and says in the journal that the run begins. */
    Prepared prepare(Journal journal);
  }

  /** Trains, and records how it went; an error becomes a result, never an exception. */
  EndedRun carryOut(
      RunRecord run,
      RunFolder folder,
      StudyListener listener,
      RunExecution.Place place,
      Preparation preparation,
      Continuation continuation) {
    try (Journal journal = Journal.open(folder.path());
        RunLog log = RunLog.open(folder.log())) {
      LOG.info("run {} of {}", run.id(), run.experiment());
      listener.journalOpened(folder.path());
      JournalingListener journaling =
          new JournalingListener(journal, folder, continuation.journaled());
      RunResult result;
      try {
        TrainingListener training =
            TrainingListener.all(
                List.of(
                    journaling, listener.runStarted(run, folder, place.number(), place.total())));
        result =
            finished(
                train(folder, journal, journaling, training, preparation, continuation.from()),
                journal.time(),
                journaling);
      } catch (TrainingCancelledException e) {
        result = ended(RunStatus.KILLED, "interrupted", journal.time(), journaling);
      } catch (
          Throwable
              e) { // A plugin may throw anything, and the run's records are kept all the same.
        LOG.error("the run failed", e);
        result =
            FullDisk.isCauseOf(e)
                ? ended(RunStatus.KILLED, FullDisk.text(folder), journal.time(), journaling)
                : ended(
                    RunStatus.FAILED,
                    failures.of(e, folder, run.parameters().keySet()),
                    journal.time(),
                    journaling);
      }
      EndedRun outcome =
          new EndedRun(folder, run, recorded(result, folder, journal, journaling, listener));
      listener.runEnded(outcome);
      return outcome;
    }
  }

  /** Records the result; returns what there is of it. */
  private static RunResult recorded(
      RunResult result,
      RunFolder folder,
      Journal journal,
      JournalingListener journaling,
      StudyListener listener) {
    boolean written = false;
    try {
      folder.write(result);
      written = true;
      long now = journal.time();
      for (String file : List.of("experiment.conf", "provenance.json", "result.json", "run.log")) {
        if (Files.exists(folder.path().resolve(file))) {
          journal.append(new ArtifactWritten(now, file));
        }
      }
      journal.append(new RunEnded(now, result.status(), result.error()));
      return result;
    } catch (UncheckedIOException e) {
      if (!FullDisk.isCauseOf(e)) {
        throw e;
      }
      LOG.error("the end of the run cannot be recorded", e);
      if (written) {
        listener.warned(
            "the disk is full, and the end of run %s is not in its journal; ./rethink sync adds it"
                .formatted(folder.id()));
        return result;
      }
      // Without a result the run counts as killed, and goes on once there is room.
      return ended(RunStatus.KILLED, FullDisk.text(folder), journal.time(), journaling);
    }
  }

  private TrainingResult train(
      RunFolder folder,
      Journal journal,
      JournalingListener journaling,
      TrainingListener listener,
      Preparation preparation,
      @Nullable Checkpoint from) {
    if (from != null) {
      journaling.restore(from);
    }
    Prepared prepared = preparation.prepare(journal);
    try (AssembledRun assembled = prepared.assembled()) {
      if (assembled instanceof AssembledFit fit) {
        return new Fitting(
                fit.task(),
                fit.model(),
                fit.measures(),
                listener,
                journaling.findings(0),
                fit.progress(),
                cancelled)
            .fit();
      }
      AssembledTraining training = (AssembledTraining) assembled;
      // Null where no checkpoints are to be written.
      try (CheckpointWriter checkpoints =
          writer(folder, journal, journaling, training, prepared.origin())) {
        return new Trainer(
                training.task(),
                training.network(),
                training.plan(),
                training.seeds(),
                listener,
                journaling::findings,
                checkpoints == null ? StateKeeper.NONE : checkpoints,
                cancelled)
            .train(from == null ? null : from.training());
      }
    }
  }

  private static @Nullable CheckpointWriter writer(
      RunFolder folder,
      Journal journal,
      JournalingListener journaling,
      AssembledTraining assembled,
      Origin origin) {
    if (assembled.plan().settings().checkpointEvery().equals(TrainingSettings.NEVER)) {
      return null;
    }
    return new CheckpointWriter(
        new CheckpointFolder(folder.checkpoints()),
        assembled.plan().settings().checkpointEvery(),
        journal,
        origin,
        journaling::counters,
        new CheckpointWriter.Layout(
            assembled.network().parameters().blocks(),
            assembled.plan().stepsPerEpoch(assembled.task().train().size()),
            assembled.plan().settings().epochs()));
  }

  private static RunResult finished(
      TrainingResult result, long time, JournalingListener journaling) {
    Map<String, Double> metrics = new LinkedHashMap<>(result.metrics());
    metrics.putAll(journaling.found());
    return new RunResult(
        RunStatus.FINISHED,
        null,
        time,
        result.epochs(),
        result.steps(),
        result.stopped().label(),
        result.bestEpoch(),
        result.epochsToInterpolation(),
        result.stepsToInterpolation(),
        metrics);
  }

  private static RunResult ended(
      RunStatus status, String error, long time, JournalingListener journaling) {
    return new RunResult(
        status,
        error,
        time,
        journaling.epochs(),
        journaling.steps(),
        null,
        null,
        null,
        null,
        journaling.metrics());
  }
}
