package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.checkpoint.Checkpoint;
import io.rethink.runner.checkpoint.CheckpointFolder;
import io.rethink.runner.checkpoint.Origin;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.journal.CorruptLineException;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.runs.Digests;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.FolderLock;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.Provenance;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.wiring.AssembledRun;
import io.rethink.runner.wiring.RunAssembler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries on one run from its last good checkpoint, or from the beginning if it has none. */
final class RunResumption {

  private static final Logger LOG = LoggerFactory.getLogger(RunResumption.class);

  private final ExperimentReader reader;
  private final RunAssembler assembler;
  private final RecordedTraining training;
  private final boolean despiteChanges;

  /**
   * Prepares to carry on runs.
   *
   * @param despiteChanges whether to go on where what a run is made from has changed
   */
  RunResumption(
      ExperimentReader reader,
      RunAssembler assembler,
      RecordedTraining training,
      boolean despiteChanges) {
    this.reader = reader;
    this.assembler = assembler;
    this.training = training;
    this.despiteChanges = despiteChanges;
  }

  /**
   * Carries on a run to its end.
   *
   * @throws UserException if another process carries it out, or something that it is made from has
   *     changed; its records are then as they were
   */
  EndedRun resume(RunFolder folder, StudyListener listener, RunExecution.Place place) {
    try (FolderLock lock = RunExecution.lock(folder.path())) {
      return goOn(folder, listener, place);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot resume " + folder.path(), e);
    }
  }

  /** As {@link #resume}, for one who holds the folder's lock. */
  EndedRun goOn(RunFolder folder, StudyListener listener, RunExecution.Place place)
      throws IOException {
    RunRecord run = folder.readRecord();
    Experiment experiment =
        reader.read(folder.configuration(), List.of()).variants().get(0).experiment();
    Resumed resumed = prepare(folder, run, experiment, listener);
    try (AssembledRun unlessTrained = resumed.prepared().assembled()) {
      RunRecord takenOver =
          run.takenOver(
              OwnerProcess.current(),
              experiment.parameters(),
              resumed.prepared().origin().configuration());
      folder.write(takenOver);
      folder.deleteResult();
      return training.carryOut(takenOver, folder, listener, place, resumed, resumed.continuation());
    }
  }

  private Resumed prepare(
      RunFolder folder, RunRecord run, Experiment experiment, StudyListener listener)
      throws IOException {
    AssembledRun assembled = assembler.assemble(experiment, folder);
    try {
      return prepare(folder, run, experiment, assembled, listener);
    } catch (IOException | RuntimeException | Error e) {
      assembled.close();
      throw e;
    }
  }

  private Resumed prepare(
      RunFolder folder,
      RunRecord run,
      Experiment experiment,
      AssembledRun assembled,
      StudyListener listener)
      throws IOException {
    try (RunLog log = RunLog.open(folder.log())) {
      Consumer<String> warnings =
          warning -> {
            LOG.warn("{}", warning);
            listener.warned(run.name() + ": " + warning);
          };
      long length;
      try (Journal journal = Journal.open(folder.path())) {
        length = journal.position();
      }
      Checkpoint from =
          new CheckpointFolder(folder.checkpoints()).newest(length, warnings).orElse(null);
      ProvenanceRecorder recorder = new ProvenanceRecorder(folder.configuration());
      Provenance now =
          recorder.of(experiment, Digests.of(RunExecution.render(experiment)), assembled);
      Origin made = Origin.of(now);
      Origin before = before(folder, run, from);
      refuseChanges(run, experiment, before, made, warnings);
      warnOfSurroundings(folder, now, warnings);
      long position = from == null ? 0 : from.journalPosition();
      LOG.info(
          "resumed from {}",
          from == null ? "the beginning" : "step %d".formatted(from.training().step()));
      RunStarted started = firstEvent(folder);
      if (started == null || !made.equals(before)) {
        Json.write(folder.provenance(), now);
      }
      return new Resumed(
          started == null ? recorder.firstEvent(experiment, run, assembled, now) : started,
          new RecordedTraining.Prepared(assembled, made),
          new Continuation(from, JournaledPoints.after(folder.path(), position, despiteChanges)));
    }
  }

  /** What the run was made from when it was last at work, as far as that is known. */
  private static Origin before(RunFolder folder, RunRecord run, @Nullable Checkpoint from) {
    if (from != null) {
      return from.origin();
    }
    return Files.exists(folder.provenance())
        ? Origin.of(Json.read(folder.provenance(), Provenance.class))
        : new Origin(run.digest(), "", "", Map.of());
  }

  private void refuseChanges(
      RunRecord run, Experiment experiment, Origin before, Origin now, Consumer<String> warnings) {
    // Without data digests nothing has been trained yet, and nothing can have changed.
    if (before.data().isEmpty() && before.configuration().equals(now.configuration())) {
      return;
    }
    List<String> changes = new ArrayList<>(before.changesTo(now));
    if (!before.configuration().equals(now.configuration())) {
      changes.addAll(differences(run.parameters(), experiment.parameters()));
    }
    if (changes.isEmpty()) {
      return;
    }
    String text = String.join("; ", changes);
    if (!despiteChanges) {
      throw new UserException(
          "run %s cannot be resumed exactly, because something has changed: %s. Put back what was, or go on all the same with --despite-changes"
              .formatted(run.id(), text));
    }
    warnings.accept("goes on despite changes: " + text);
  }

  private static List<String> differences(Map<String, String> before, Map<String, String> now) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    return keys.stream()
        .filter(key -> !shown(before, key).equals(shown(now, key)))
        .map(key -> "%s was %s, is %s".formatted(key, shown(before, key), shown(now, key)))
        .toList();
  }

  private static String shown(Map<String, String> parameters, String key) {
    return parameters.getOrDefault(key, "not set");
  }

  /** What may change the last bits of the numbers, but need not. */
  private static void warnOfSurroundings(
      RunFolder folder, Provenance now, Consumer<String> warnings) {
    if (!Files.exists(folder.provenance())) {
      return;
    }
    Provenance before = Json.read(folder.provenance(), Provenance.class);
    List<String> changes = new ArrayList<>(differences(before.versions(), now.versions()));
    changes.addAll(differences(described(before.machine()), described(now.machine())));
    if (!changes.isEmpty()) {
      warnings.accept(
          "the run was begun elsewhere, and its numbers may come out differently: "
              + String.join("; ", changes));
    }
  }

  private static Map<String, String> described(Provenance.Machine machine) {
    return Map.of("processor", machine.processor(), "threads", Integer.toString(machine.threads()));
  }

  /** The event with which a run began; null if it has not, or its journal is damaged. */
  private static @Nullable RunStarted firstEvent(RunFolder folder) throws IOException {
    try (JournalReader journal = JournalReader.open(folder.path(), 0)) {
      Event first =
          Optional.ofNullable(journal.next()).map(JournalReader.Entry::event).orElse(null);
      return first instanceof RunStarted started ? started : null;
    } catch (CorruptLineException e) {
      return null;
    }
  }

  /** A resumed run, whose parts exist already. */
  private record Resumed(
      RunStarted started, RecordedTraining.Prepared prepared, Continuation continuation)
      implements RecordedTraining.Preparation {

    @Override
    public RecordedTraining.Prepared prepare(Journal journal) {
      journal.append(started);
      return prepared;
    }
  }
}
