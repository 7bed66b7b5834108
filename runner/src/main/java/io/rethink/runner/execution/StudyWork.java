package io.rethink.runner.execution;

import io.rethink.api.UserException;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunState;
import io.rethink.runner.runs.RunsFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Carries out what is left to do of a study, and keeps its records. */
final class StudyWork {

  private final RunsFolder runs;
  private final RunExecution execution;
  private final LocalWorker local;
  private final StudyReport report;
  private final BooleanSupplier cancelled;
  private final List<UserException> refusals = new ArrayList<>();

  StudyWork(
      RunsFolder runs,
      RunExecution execution,
      LocalWorker local,
      StudyReport report,
      BooleanSupplier cancelled) {
    this.report = report;
    this.runs = runs;
    this.execution = execution;
    this.local = local;
    this.cancelled = cancelled;
  }

  /**
   * A study as it stands.
   *
   * @param source the file that it was read from
   * @param runs all of its runs
   * @param continued whether it had been begun before
   * @param dropped how many of its earlier runs are no longer part of it
   * @param notes why runs that exist do not count as done
   */
  record Standing(
      Path source, List<PlannedRun> runs, boolean continued, int dropped, List<String> notes) {}

  /** Why runs were not carried out. */
  List<UserException> refusals() {
    return List.copyOf(refusals);
  }

  /**
   * Carries out one run that belongs to no study.
   *
   * @param shown what its report shows; null for no report
   */
  List<EndedRun> single(
      PlannedRun run,
      Path source,
      @Nullable ReportBlock shown,
      StudyOptions options,
      StudyListener listener) {
    StudyCourse course =
        new StudyCourse(
            source, 1, options.retries(), cancelled, listener, each -> startAlone(each, shown));
    run(course, List.of(run), options);
    List<EndedRun> ended = List.copyOf(course.ended().values());
    ended.forEach(each -> report.writeOfRun(each.folder().path(), listener));
    return ended;
  }

  private RunFolder startAlone(PlannedRun run, @Nullable ReportBlock shown) {
    RunFolder folder = start(run, null);
    StudyReport.plan(folder.path(), shown);
    return folder;
  }

  /** Carries out what was chosen; returns how those of the chosen runs ended that have. */
  List<EndedRun> carryOut(
      Path folder,
      StudyJournal journal,
      Standing standing,
      StudyOptions options,
      StudyListener listener) {
    List<PlannedRun> chosen =
        standing.runs().stream().filter(run -> options.only().test(run.variant())).toList();
    List<PlannedRun> todo = chosen.stream().filter(run -> isOpen(run, options)).toList();
    listener.studyPlanned(outline(folder, standing, chosen, todo));
    // Whoever made them may have died before he could tell what they came to.
    ended(standing.runs(), Map.of()).forEach(made -> listener.journalOpened(made.folder().path()));
    StudyCourse course =
        new StudyCourse(
            standing.source(),
            standing.runs().size(),
            options.retries(),
            cancelled,
            listener,
            run -> start(run, journal));
    run(course, todo, options);
    Map<Integer, EndedRun> now = course.ended();
    report.write(folder, listener);
    journal.ended(ended(standing.runs(), now), standing.runs().size());
    return ended(chosen, now);
  }

  private void run(StudyCourse course, List<PlannedRun> todo, StudyOptions options) {
    List<Worker> workers =
        options.workers() == null || todo.isEmpty() ? List.of(local) : options.workers().get();
    try {
      course.carryOut(todo, workers);
    } finally {
      workers.forEach(Worker::close);
      refusals.addAll(course.refusals());
    }
  }

  private static boolean isOpen(PlannedRun run, StudyOptions options) {
    return !run.is(RunState.FINISHED) && (!run.is(RunState.FAILED) || options.retries() > 0);
  }

  private RunFolder start(PlannedRun run, @Nullable StudyJournal journal) {
    RunRecord started = execution.prepare(run.variant(), journal == null ? null : journal.id());
    if (journal != null) {
      journal.runStarted(started.id());
    }
    return runs.folder(started);
  }

  private static StudyOutline outline(
      Path folder, Standing standing, List<PlannedRun> chosen, List<PlannedRun> todo) {
    int fresh = (int) todo.stream().filter(run -> run.folder() == null).count();
    return new StudyOutline(
        folder,
        standing.continued(),
        standing.runs().size(),
        count(chosen, RunState.FINISHED),
        (int) chosen.stream().filter(run -> run.is(RunState.FAILED) && !todo.contains(run)).count(),
        todo.size() - fresh,
        fresh,
        standing.runs().size() - chosen.size(),
        standing.dropped(),
        standing.notes());
  }

  private static int count(List<PlannedRun> runs, RunState state) {
    return (int) runs.stream().filter(run -> run.is(state)).count();
  }

  private static List<EndedRun> ended(List<PlannedRun> runs, Map<Integer, EndedRun> now) {
    return runs.stream()
        .map(run -> now.containsKey(run.number()) ? now.get(run.number()) : run.ended())
        .filter(Objects::nonNull)
        .toList();
  }
}
