package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small variants of the paper's studies, as a user runs them. */
class SmallStudiesIT {

  private static final Path PAPER = Path.of("../examples/paper");

  @ParameterizedTest
  @ValueSource(strings = {"theorem1-small", "linear-sgd-small", "table3-small"})
  void allClaimsOfThoseThatTakeSecondsAreBorneOut(String study, @TempDir Path runs)
      throws IOException {
    assertThat(verdicts(study, runs)).isNotEmpty().containsOnly("yes");
  }

  @ParameterizedTest
  @EnabledIfEnvironmentVariable(named = "RETHINK_SMALL_STUDIES", matches = "all")
  @ValueSource(
      strings = {
        "table1-small",
        "table2-small",
        "table4-small",
        "figure1a-small",
        "figure1bc-small",
        "figure2b-small"
      })
  void allClaimsOfThoseThatTakeMinutesAreBorneOut(String study, @TempDir Path runs)
      throws IOException {
    assertThat(verdicts(study, runs)).isNotEmpty().containsOnly("yes");
  }

  private static List<String> verdicts(String study, Path runs) throws IOException {
    String file = PAPER.resolve(study + ".conf").toString();
    int code = Rethink.execute("run", file, "--runs", runs.toString(), "--no-tracking");

    assertThat(code).isZero();
    return verdicts(report(runs.resolve(study).resolve("studies")));
  }

  private static String report(Path studies) throws IOException {
    try (Stream<Path> entries = Files.list(studies)) {
      return Files.readString(entries.findFirst().orElseThrow().resolve("report.html"));
    }
  }

  /** What the report says of each claim, in order. */
  private static List<String> verdicts(String page) {
    String claims = page.substring(page.indexOf("<tbody>"), page.indexOf("</tbody>"));
    return Stream.of(claims.split("class=\"verdict ", -1))
        .skip(1)
        .map(rest -> rest.substring(0, rest.indexOf('"')))
        .toList();
  }
}
