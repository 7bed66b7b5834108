package io.rethink.runner.cli;

import io.rethink.runner.report.StudySummary;
import io.rethink.runner.report.page.ReportPage;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import io.rethink.runner.runs.RunsFolder;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How runs ended, on standard output. */
final class PrintedResults {

  private PrintedResults() {}

  /** A run as {@code --json} prints it. */
  private record Printed(RunRecord run, RunResult result) {}

  static void print(List<EndedRun> ended, boolean json, PrintWriter out) {
    if (json) {
      out.println(
          Json.text(ended.stream().map(run -> new Printed(run.run(), run.result())).toList()));
    } else {
      out.println();
      StudySummary summary = StudySummary.of(ended);
      out.println(summary.table().text());
      out.println();
      if (summary.hasSpread()) {
        out.println(StudySummary.LEGEND);
      }
      ended.stream()
          .map(run -> run.folder().path().getParent())
          .distinct()
          .forEach(folder -> out.println("records: " + ShownPath.of(folder)));
      ended.stream()
          .map(PrintedResults::report)
          .distinct()
          .filter(Files::exists)
          .forEach(report -> out.println("report: " + ShownPath.of(report)));
    }
    out.flush();
  }

  /** Where the report is of the study that a run belongs to, or of the run if to none. */
  private static Path report(EndedRun run) {
    Path folder = run.folder().path();
    String study = run.run().study();
    return (study == null ? folder : RunsFolder.studyOf(folder, study))
        .resolve(ReportPage.FILE_NAME);
  }
}
