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
import io.rethink.runner.report.page.ReportPage;
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
import org.jspecify.annotations.Nullable;

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
    return open(
        folder,
        record(folder.getFileName().toString(), study, started.toEpochMilli(), study.description()),
        study.variants(),
        provenance);
  }

  /**
   * Carries on the records of a study whose process has ended, with the runs that it has now.
   *
   * @param before what was known of it
   * @param runs the ids of those of its runs that have been started
   */
  static StudyJournal extend(
      Path folder,
      StudyRecord before,
      Study study,
      List<String> runs,
      Map<String, String> provenance) {
    return open(
        folder,
        record(before.id(), study, before.started(), study.description()).withRuns(runs),
        study.variants(),
        provenance);
  }

  /** Carries on the records of a study whose process has ended. */
  static StudyJournal reopen(Path folder, StudyRecord study, Map<String, String> provenance) {
    return open(folder, study.takenOver(OwnerProcess.current()), List.of(), provenance);
  }

  private static StudyRecord record(
      String id, Study study, long started, @Nullable String description) {
    return new StudyRecord(
        id,
        study.name(),
        description,
        study.axes(),
        started,
        OwnerProcess.current(),
        study.file().toString(),
        study.variants().stream().map(Variant::settings).toList(),
        study.variants().stream().map(StudyPlan::digest).toList(),
        List.of());
  }

  private static StudyJournal open(
      Path folder, StudyRecord study, List<Variant> variants, Map<String, String> provenance) {
    // The record comes last: it refers to the experiments.
    StudyPlan.write(folder, variants);
    StudyJournal opened = new StudyJournal(folder, study, Journal.open(folder));
    opened.write();
    opened.begin(provenance);
    return opened;
  }

  private void begin(Map<String, String> provenance) {
    // Not parameters, which MLflow never changes: a study may grow.
    Map<String, String> tags = new LinkedHashMap<>(provenance);
    tags.put("sweep.axes", String.join(", ", study.axes()));
    tags.put("sweep.runs", Integer.toString(study.variants().size()));
    tags.put("rethink.kind", "study");
    journal.append(
        new RunStarted(
            study.started(),
            id(),
            study.experiment(),
            study.experiment(),
            null,
            Map.of(),
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
    long now = journal.time();
    journal.append(new ArtifactWritten(now, TABLE));
    journal.append(new ArtifactWritten(now, NUMBERS));
    journal.append(new ArtifactWritten(now, StudyRecord.FILE_NAME));
    if (Files.exists(folder.resolve(ReportPage.FILE_NAME))) {
      journal.append(new ArtifactWritten(now, ReportPage.FILE_NAME));
    }
    journal.append(new TagsSet(now, Map.of(NOTE, note)));
    journal.append(new RunEnded(now, status(ended, total), null));
  }

  /** Ends the journal of a study whose records could not be kept. */
  static void recordFailure(Path folder, Throwable failure) {
    try (Journal journal = Journal.open(folder)) {
      journal.append(new RunEnded(journal.time(), RunStatus.FAILED, failure.toString()));
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
