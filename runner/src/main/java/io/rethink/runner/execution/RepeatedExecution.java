package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.engine.Threads;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Variant;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.KnownRun;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunsFolder;
import io.rethink.runner.wiring.RunAssembler;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Carries out a run once more from its own record: the same resolved experiment, with the same seed
 * and number of threads, as a run of its own beside the first.
 */
public final class RepeatedExecution {

  /** The tag that names the run that was repeated. */
  public static final String TAG = "rethink.reproduces";

  private final ExperimentReader reader;
  private final RunExecution execution;

  /**
   * Prepares to repeat runs.
   *
   * @param cancelled asked often whether to end; the run at work is then marked as killed
   */
  public RepeatedExecution(
      RunsFolder runs, RunAssembler assembler, Catalog catalog, BooleanSupplier cancelled) {
    this.reader = new ExperimentReader(catalog);
    this.execution =
        new RunExecution(
            runs, assembler, new RecordedTraining(new FailureText(catalog.plugins()), cancelled));
  }

  /**
   * Carries out a run once more, whatever has changed since.
   *
   * @throws UserException if the run has not come to its end, or its experiment can no longer be
   *     read
   */
  public EndedRun execute(RunFolder original, StudyListener listener) {
    KnownRun known = original.read();
    requireEnd(known);
    Experiment experiment = experiment(original);
    RunRecord run = execution.prepare(new Variant(known.run().settings(), experiment), null);
    ProvenanceRecorder provenance =
        new ProvenanceRecorder(original.configuration(), Map.of(TAG, known.run().id()));
    return execution.execute(experiment, run, provenance, listener, new RunExecution.Place(1, 1));
  }

  private static void requireEnd(KnownRun known) {
    switch (known.state()) {
      case RUNNING ->
          throw new UserException(
              "run %s is still running; reproduce it when it has ended"
                  .formatted(known.run().id()));
      case KILLED ->
          throw new UserException(
              "run %s was killed before its end; carry it on with ./rethink resume %s, and reproduce it then"
                  .formatted(known.run().id(), known.run().id()));
      case FINISHED, FAILED -> {}
    }
  }

  /** The resolved experiment, which says the number of threads only where this machine differs. */
  private Experiment experiment(RunFolder original) {
    Experiment recorded = read(original, List.of());
    OptionalInt threads = threads(original);
    return recorded.engine().threads() == null
            && threads.isPresent()
            && threads.getAsInt() != Threads.initial()
        ? read(original, List.of("engine.threads=" + threads.getAsInt()))
        : recorded;
  }

  private Experiment read(RunFolder original, List<String> overrides) {
    return reader.read(original.configuration(), overrides).variants().get(0).experiment();
  }

  private static OptionalInt threads(RunFolder original) {
    return Files.exists(original.provenance())
        ? OptionalInt.of(Json.read(original.provenance(), Provenance.class).machine().threads())
        : OptionalInt.empty();
  }
}
