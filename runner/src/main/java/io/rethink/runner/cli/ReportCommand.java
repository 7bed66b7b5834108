package io.rethink.runner.cli;

import io.rethink.api.UserException;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.report.page.ReportPage;
import io.rethink.runner.report.page.ReportRecord;
import io.rethink.runner.report.page.ReportedStudy;
import io.rethink.runner.report.page.StudySource;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rethink report STUDY}. */
@Command(
    name = "report",
    description = {
      "Writes the report of a study or a run, whether it has ended or not: one HTML file that opens"
          + " offline, with charts, results and what they say of the claims in its experiment."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "STUDY",
      description =
          "A study or a run, or the beginning of its id; an experiment with one study; or the"
              + " folder of one of these or of kept results.")
  private String name = "";

  @Option(
      names = "--with",
      paramLabel = "FILE",
      description =
          "Takes the report block of this file, in place of the one that the study was run with.")
  private @Nullable Path block;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Writes to this file (default: report.html in the study's folder).")
  private @Nullable Path output;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Also writes the study's experiments, results and curves to this folder, small enough for"
              + " a repository; a report can be made from it again.")
  private @Nullable Path kept;

  @Mixin private RunsOption runs = new RunsOption();
  @Mixin private PluginsFolderOption plugins = new PluginsFolderOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    StudySource source = new StudySource(runs.folder(), new ExperimentReader(plugins.catalog()));
    Path folder = source.find(name);
    ReportedStudy study = source.read(folder, block, spec.commandLine().getErr()::println);
    if (kept != null) {
      source.keep(folder, study, kept);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output != null) {
      if (output.getParent() != null && !Files.isDirectory(output.getParent())) {
        throw new UserException("there is no folder %s".formatted(output.getParent()));
      }
      ReportPage.write(study, output);
      out.println("report: " + output);
    } else {
      ReportRecord.write(study, folder);
      out.println("report: " + ShownPath.of(folder.toAbsolutePath().resolve(ReportPage.FILE_NAME)));
    }
    out.flush();
    return 0;
  }
}
