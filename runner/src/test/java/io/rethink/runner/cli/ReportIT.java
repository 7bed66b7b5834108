package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.journal.ArtifactWritten;
import io.rethink.runner.journal.Event;
import io.rethink.runner.journal.JournalReader;
import io.rethink.runner.journal.RunEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportIT {

  private static final String EXPERIMENT =
      """
      name = short
      dataset { type = digits }
      model = linear
      optimizer { type = sgd, learning-rate = 0.1 }
      training { epochs = 2, batch-size = 64, checkpoint-every = never }
      """;

  private static final String REPORT =
      """
      report {
        title = "Linear models"
        charts = [ { type = curves, title = "Accuracy", metric = test/accuracy } ]
        claims = [
          { type = bound, text = "It learns.", metric = test/accuracy, at-least = 0.5 }
          { type = bound, text = "It is perfect.", metric = test/accuracy, at-least = 1 }
        ]
      }
      """;

  @TempDir Path folder = Path.of("");
  private Path runs = Path.of("");

  @BeforeEach
  void chooseTheFolderOfRuns() {
    runs = folder.resolve("runs");
  }

  private Path run(String more) throws IOException {
    Path file = Files.writeString(folder.resolve("short.conf"), EXPERIMENT + more);
    int code = Rethink.execute("run", file.toString(), "--runs", runs.toString(), "--no-tracking");
    assertThat(code).isZero();
    return runs.resolve("short");
  }

  private int report(Object... arguments) {
    List<String> all = new ArrayList<>(List.of("report", "--runs", runs.toString()));
    Stream.of(arguments).map(Object::toString).forEach(all::add);
    return Rethink.execute(all.toArray(String[]::new));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  private static List<Event> events(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (JournalReader reader = JournalReader.open(folder, 0)) {
      for (var entry = reader.next(); entry != null; entry = reader.next()) {
        events.add(entry.event());
      }
    }
    return events;
  }

  private static long announcements(Path folder) throws IOException {
    return events(folder).stream()
        .filter(
            event ->
                event instanceof ArtifactWritten written && written.path().equals("report.html"))
        .count();
  }

  private static String verdicts(Path report) throws IOException {
    String page = Files.readString(report);
    return page.substring(page.indexOf("<tbody>"), page.indexOf("</tbody>"));
  }

  @Test
  void aStudyEndsInAReportThatItsJournalNames() throws IOException {
    Path study = only(run("sweep.seed = [1, 2]\n" + REPORT).resolve("studies"));

    assertThat(verdicts(study.resolve("report.html")))
        .contains("It learns.", "verdict yes", "It is perfect.", "verdict no");
    assertThat(announcements(study)).isEqualTo(1);
    assertThat(events(study)).last().isInstanceOf(RunEnded.class);
    try (Stream<Path> runsOfStudy = Files.list(runs.resolve("short"))) {
      assertThat(runsOfStudy.filter(run -> Files.exists(run.resolve("report.html")))).isEmpty();
    }
  }

  @Test
  void aReportMadeLaterReachesTheJournalWithoutReopeningIt() throws IOException {
    Path study = only(run("sweep.seed = [1, 2]\n").resolve("studies"));
    Path other =
        Files.writeString(
            folder.resolve("other.conf"), REPORT.replace("It learns", "It is no good"));

    assertThat(report(study.getFileName(), "--with", other)).isZero();

    assertThat(verdicts(study.resolve("report.html"))).contains("It is no good.");
    assertThat(announcements(study)).isEqualTo(2);
    assertThat(events(study)).last().isInstanceOf(RunEnded.class);
  }

  @Test
  void aSingleRunWithAReportBlockGetsOneToo() throws IOException {
    Path run = only(run(REPORT));

    assertThat(run.resolve("report.html")).content().contains("Linear models", "It learns.");
    assertThat(announcements(run)).isEqualTo(1);
    assertThat(events(run)).last().isInstanceOf(RunEnded.class);
  }

  @Test
  void keptResultsGiveTheSameReport() throws IOException {
    String measured = REPORT.replace("metric = test/accuracy }", "metric = test/accuracy-top-5 }");
    Path study =
        only(
            run("sweep.seed = [1, 2]\nmeasures = [ { type = top-k, k = 5, every = 1 } ]\n"
                    + measured)
                .resolve("studies"));
    Path kept = folder.resolve("kept");

    assertThat(report("short", "--keep", kept)).isZero();
    assertThat(report(kept)).isZero();

    assertThat(verdicts(kept.resolve("report.html")))
        .isEqualTo(verdicts(study.resolve("report.html")));
    assertThat(kept.resolve("1.csv"))
        .content()
        .startsWith("epoch,train/loss,train/accuracy,test/loss,test/accuracy,test/accuracy-top-5\n")
        .hasLineCount(3);
    assertThat(Rethink.execute("check", kept.resolve("2.conf").toString())).isZero();
  }

  @Test
  void whatCannotBeReportedIsSaid() throws IOException {
    Path study = only(run("sweep.seed = [1, 2]\n").resolve("studies"));

    assertThat(report("long")).isEqualTo(Rethink.USAGE);
    assertThat(report(folder)).isEqualTo(Rethink.USAGE);
    assertThat(report(study, "--with", folder.resolve("short.conf"))).isEqualTo(Rethink.USAGE);
  }
}
