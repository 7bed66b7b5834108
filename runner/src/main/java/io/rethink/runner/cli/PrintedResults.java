package io.rethink.runner.cli;

import io.rethink.runner.report.StudySummary;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.Json;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import java.io.PrintWriter;
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
    }
    out.flush();
  }
}
