package io.rethink.runner.execution;

import com.typesafe.config.ConfigRenderOptions;
import io.rethink.api.UserException;
import io.rethink.runner.checkpoint.Origin;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.Variant;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Carries out one run: makes its folder and what it consists of, and has it trained. */
final class RunExecution {

  private final RunsFolder runs;
  private final RunAssembler assembler;
  private final RecordedTraining training;

  RunExecution(RunsFolder runs, RunAssembler assembler, RecordedTraining training) {
    this.runs = runs;
    this.assembler = assembler;
    this.training = training;
  }

  /** Which run of how many it is, for people. */
  public record Place(int number, int total) {}

  /** Makes the run's folder and what is known before it starts. */
  RunRecord prepare(Variant variant, @Nullable String studyId) {
    Experiment experiment = variant.experiment();
    String resolved = render(experiment);
    Instant started = Instant.now();
    String digest = Digests.of(resolved);
    RunFolder folder = runs.create(experiment.name(), started, digest);
    try {
      Files.writeString(folder.configuration(), resolved);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.configuration(), e);
    }
    RunRecord run =
        new RunRecord(
            folder.id(),
            experiment.name(),
            variant.name(),
            studyId,
            variant.settings(),
            experiment.parameters(),
            experiment.seed(),
            digest,
            started.toEpochMilli(),
            OwnerProcess.current());
    folder.write(run);
    return run;
  }

  /** The resolved experiment as a run's folder holds it. */
  static String render(Experiment experiment) {
    return experiment
        .resolved()
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }

  /** Trains, and records how it went; an error becomes a result, never an exception. */
  EndedRun execute(
      Experiment experiment,
      RunRecord run,
      ProvenanceRecorder provenance,
      StudyListener listener,
      Place place) {
    RunFolder folder = runs.folder(run);
    try (FolderLock lock = lock(folder.path())) {
      return begin(experiment, run, folder, provenance, listener, place);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock " + folder.path(), e);
    }
  }

  /** As {@link #execute}, for one who holds the folder's lock. */
  EndedRun begin(
      Experiment experiment,
      RunRecord run,
      RunFolder folder,
      ProvenanceRecorder provenance,
      StudyListener listener,
      Place place) {
    return training.carryOut(
        run,
        folder,
        listener,
        place,
        journal -> prepared(experiment, run, folder, provenance, journal),
        Continuation.none());
  }

  private RecordedTraining.Prepared prepared(
      Experiment experiment,
      RunRecord run,
      RunFolder folder,
      ProvenanceRecorder provenance,
      Journal journal) {
    AssembledRun assembled;
    try {
      assembled = assembler.assemble(experiment, folder);
    } catch (Throwable e) {
      journal.append(provenance.withoutData(experiment, run));
      throw e;
    }
    try {
      Provenance made = provenance.of(experiment, run.digest(), assembled);
      Json.write(folder.provenance(), made);
      journal.append(provenance.firstEvent(experiment, run, assembled, made));
      return new RecordedTraining.Prepared(assembled, Origin.of(made));
    } catch (Throwable e) {
      assembled.close();
      throw e;
    }
  }

  /**
   * The right to carry out what is in a folder.
   *
   * @throws UserException if another process does, or the folder cannot be written
   */
  static FolderLock lock(Path folder) {
    try {
      return FolderLock.take(folder, FolderLock.Purpose.EXECUTION)
          .orElseThrow(
              () ->
                  new UserException(
                      "%s is being carried out by another process; wait until that has ended, or end it"
                          .formatted(folder)));
    } catch (IOException e) {
      String reason = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
      throw new UserException(
          "%s cannot be written (%s)"
              .formatted(folder, reason == null ? e.getClass().getSimpleName() : reason),
          e);
    }
  }
}
