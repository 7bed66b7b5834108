package io.rethink.runner.execution;

import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.Journal;
import io.rethink.runner.journal.RunEnded;
import io.rethink.runner.journal.RunStarted;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.journal.TagsSet;
import io.rethink.runner.report.StudySummary;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.StudyRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The records of a study: its folder's {@code study.json}, its journal and its table. */
final class StudyJournal implements AutoCloseable {

  private static final String NOTE = "note";
  private static final String TABLE = "results.md";
  private static final String NUMBERS = "results.json";

  private final Path folder;
  private final Journal journal;
  private StudyRecord study;

  /** What {@code results.json} holds. */
  private record Numbers(List<StudySummary.Condition> conditions) {}

  private StudyJournal(Path folder, StudyRecord study, Journal journal) {
    this.folder = folder;
    this.study = study;
    this.journal = journal;
  }

  /** Begins the records of a study. */
  static StudyJournal open(
      Path folder, Study study, Instant started, Map<String, String> provenance) {
    StudyPlan.write(folder, study.variants());
    StudyRecord begun =
        new StudyRecord(
            folder.getFileName().toString(),
            study.name(),
            study.description(),
            study.axes(),
            started.toEpochMilli(),
            OwnerProcess.current(),
            study.file().toString(),
            study.variants().stream().map(Variant::settings).toList(),
            List.of());
    StudyJournal opened = new StudyJournal(folder, begun, Journal.open(folder));
    opened.write();
    opened.begin(provenance);
    return opened;
  }

  /** Carries on the records of a study whose process has ended. */
  static StudyJournal reopen(Path folder, StudyRecord study, Map<String, String> provenance) {
    StudyJournal opened =
        new StudyJournal(folder, study.takenOver(OwnerProcess.current()), Journal.open(folder));
    opened.write();
    opened.begin(provenance);
    return opened;
  }

  private void begin(Map<String, String> provenance) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("sweep.axes", String.join(", ", study.axes()));
    parameters.put("sweep.runs", Integer.toString(study.variants().size()));
    Map<String, String> tags = new LinkedHashMap<>(provenance);
    tags.put("rethink.kind", "study");
    journal.append(
        new RunStarted(
            study.started(),
            id(),
            study.experiment(),
            study.experiment(),
            null,
            parameters,
            tags,
            description(),
            List.of()));
  }

  String id() {
    return study.id();
  }

  private String description() {
    return Objects.requireNonNullElse(study.description(), "");
  }

  /** Records that a run of the study exists. */
  void runStarted(String run) {
    if (!study.runs().contains(run)) {
      study = study.with(run);
      write();
    }
  }

  private void write() {
    Json.write(folder.resolve(StudyRecord.FILE_NAME), study);
  }

  /** Records the table, and how the study ended: as its runs did, or killed if some are missing. */
  void ended(List<EndedRun> ended, int total) {
    StudySummary summary = StudySummary.of(ended);
    String table = summary.markdown();
    String note = description() + (description().isEmpty() ? "" : "\n\n") + table;
    Json.write(folder.resolve(NUMBERS), new Numbers(summary.conditions()));
    try {
      Files.writeString(folder.resolve(TABLE), table);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + folder.resolve(TABLE), e);
    }
    long now = System.currentTimeMillis();
    journal.append(new ArtifactWritten(now, TABLE));
    journal.append(new ArtifactWritten(now, NUMBERS));
    journal.append(new ArtifactWritten(now, StudyRecord.FILE_NAME));
    journal.append(new TagsSet(now, Map.of(NOTE, note)));
    journal.append(new RunEnded(now, status(ended, total), null));
  }

  /** Ends the journal of a study whose records could not be kept. */
  static void recordFailure(Path folder, Throwable failure) {
    try (Journal journal = Journal.open(folder)) {
      journal.append(
          new RunEnded(System.currentTimeMillis(), RunStatus.FAILED, failure.toString()));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static RunStatus status(List<EndedRun> ended, int total) {
    if (ended.size() < total || any(ended, RunStatus.KILLED)) {
      return RunStatus.KILLED;
    }
    return any(ended, RunStatus.FAILED) ? RunStatus.FAILED : RunStatus.FINISHED;
  }

  private static boolean any(List<EndedRun> ended, RunStatus status) {
    return ended.stream().anyMatch(run -> run.result().status() == status);
  }

  @Override
  public void close() {
    journal.close();
  }
}
