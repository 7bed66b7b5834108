package io.rethink.runner.execution;

import com.typesafe.config.ConfigRenderOptions;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.Variant;
import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.training.Trainer;
import io.rethink.runner.training.TrainingCancelledException;
import io.rethink.runner.training.TrainingListener;
import io.rethink.runner.training.TrainingResult;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out one run: its folder, its journal, its training, its result. */
final class RunExecution {

  private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

  private final RunsFolder runs;
  private final RunAssembler assembler;
  private final ProvenanceRecorder provenance;
  private final FailureText failures;
  private final BooleanSupplier cancelled;

  RunExecution(
      RunsFolder runs,
      RunAssembler assembler,
      ProvenanceRecorder provenance,
      FailureText failures,
      BooleanSupplier cancelled) {
    this.runs = runs;
    this.assembler = assembler;
    this.provenance = provenance;
    this.failures = failures;
    this.cancelled = cancelled;
  }

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

  private static String render(Experiment experiment) {
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
      Experiment experiment, RunRecord run, StudyListener listener, int number, int total) {
    RunFolder folder = runs.folder(run);
    try (Journal journal = Journal.open(folder.path());
        RunLog log = RunLog.open(folder.log())) {
      LOG.info("run {} of {}", run.id(), run.experiment());
      listener.journalOpened(folder.path());
      JournalingListener journaling = new JournalingListener(journal, folder);
      RunResult result;
      try {
        TrainingListener training =
            TrainingListener.all(
                List.of(journaling, listener.runStarted(run, folder, number, total)));
        result =
            finished(train(experiment, run, folder, journal, journaling, training), journaling);
      } catch (TrainingCancelledException e) {
        result = ended(RunStatus.KILLED, "interrupted", journaling);
      } catch (
          Throwable
              e) { // A plugin may throw anything, and the run's records are kept all the same.
        LOG.error("the run failed", e);
        result = ended(RunStatus.FAILED, failures.of(e, folder), journaling);
      }
      folder.write(result);
      long now = System.currentTimeMillis();
      for (String file : List.of("experiment.conf", "provenance.json", "result.json", "run.log")) {
        if (Files.exists(folder.path().resolve(file))) {
          journal.append(new ArtifactWritten(now, file));
        }
      }
      journal.append(new RunEnded(result.ended(), result.status(), result.error()));
      EndedRun outcome = new EndedRun(folder, run, result);
      listener.runEnded(outcome);
      return outcome;
    }
  }

  private TrainingResult train(
      Experiment experiment,
      RunRecord run,
      RunFolder folder,
      Journal journal,
      JournalingListener journaling,
      TrainingListener listener) {
    try (AssembledRun assembled = assemble(experiment, run, folder, journal)) {
      return new Trainer(
              assembled.task(),
              assembled.network(),
              assembled.plan(),
              assembled.seeds(),
              listener,
              journaling::findings,
              cancelled)
          .train();
    }
  }

  private AssembledRun assemble(
      Experiment experiment, RunRecord run, RunFolder folder, Journal journal) {
    AssembledRun assembled;
    try {
      assembled = assembler.assemble(experiment, folder);
    } catch (Throwable e) {
      journal.append(provenance.withoutData(experiment, run));
      throw e;
    }
    journal.append(provenance.record(experiment, run, assembled, folder));
    return assembled;
  }

  private static RunResult finished(TrainingResult result, JournalingListener journaling) {
    Map<String, Double> metrics = new LinkedHashMap<>(result.metrics());
    metrics.putAll(journaling.found());
    return new RunResult(
        RunStatus.FINISHED,
        null,
        System.currentTimeMillis(),
        result.epochs(),
        result.steps(),
        result.stopped().label(),
        result.bestEpoch(),
        result.epochsToInterpolation(),
        result.stepsToInterpolation(),
        metrics);
  }

  private static RunResult ended(RunStatus status, String error, JournalingListener journaling) {
    return new RunResult(
        status,
        error,
        System.currentTimeMillis(),
        journaling.epochs(),
        journaling.steps(),
        null,
        null,
        null,
        null,
        journaling.metrics());
  }
}
