package io.rethink.runner.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.report.ReportBlock;
import io.rethink.runner.runs.RunsFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The studies of the paper, and the results that are kept of them. */
class PaperStudiesTest {

  private static final Path PAPER = Path.of("../examples/paper");

  private final ExperimentReader reader = new ExperimentReader(Catalog.discover());

  static List<Path> studies() throws IOException {
    return in(PAPER, path -> path.toString().endsWith(".conf"));
  }

  /** The environment names those of ImageNet. */
  private static List<String> folders(Path study) {
    return study.endsWith("table2.conf")
        ? List.of("dataset.train=train", "dataset.test=test")
        : List.of();
  }

  static List<Path> results() throws IOException {
    return in(PAPER.resolve("results"), KeptResults::isIn);
  }

  private static List<Path> in(Path folder, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(wanted).sorted().toList();
    }
  }

  private Report report(Path folder) {
    return Report.of(
        new StudySource(new RunsFolder(folder), reader).read(folder, null, warning -> {}));
  }

  @ParameterizedTest
  @MethodSource("studies")
  void eachStudySaysWhatItClaimsAndHasASmallVariant(Path file) {
    Study study = reader.read(file, folders(file));

    assertThat(Objects.requireNonNull(study.report()).claims()).isNotEmpty();
    assertThat(study.name() + ".conf").isEqualTo(file.getFileName().toString());
    Path small = file.resolveSibling(study.name().replace("-small", "") + "-small.conf");
    assertThat(small).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("results")
  void keptResultsGiveAReportWithVerdictsAndPublishedValues(Path folder) {
    Report report = report(folder);
    // The paper gives no number for SGD on linear models.
    boolean published = !folder.endsWith("linear-sgd");

    assertThat(report.finished()).isPositive();
    assertThat(report.charts()).isNotEmpty();
    assertThat(report.judgements())
        .extracting(Judgement::verdict)
        .anyMatch(verdict -> verdict != Verdict.UNDECIDED);
    assertThat(report.table().hasPublished()).isEqualTo(published);
  }

  @Test
  void figure1aReachesItsLossesAtThePublishedEpochs() {
    ReportBlock block =
        Objects.requireNonNull(reader.read(PAPER.resolve("figure1a.conf"), List.of()).report());
    PublishedValues published = new PublishedValues(block.published(), new Quantities(block));

    // Counted in the figure: first epochs with an average loss of at most 0.1, and 0.01.
    assertThat(
            List.of("true labels", "shuffled pixels", "Gaussian", "random pixels", "random labels"))
        .extracting(
            data -> value(published, data, "epochs to loss 0.1"),
            data -> value(published, data, "epochs to loss 0.01"))
        .containsExactly(
            tuple(8.0, 12.0),
            tuple(13.0, 16.0),
            tuple(20.0, 22.0),
            tuple(21.0, 24.0),
            tuple(35.0, 37.0));
  }

  private static Double value(PublishedValues published, String data, String metric) {
    Condition condition = new Condition(Map.of("data", data), 1, List.of());
    return Objects.requireNonNull(published.value(condition, metric));
  }

  @Test
  void figure1bIsTheTimeRelativeToThatWithoutCorruption() {
    ReportBlock block =
        Objects.requireNonNull(reader.read(PAPER.resolve("figure1bc.conf"), List.of()).report());
    PublishedValues published = new PublishedValues(block.published(), new Quantities(block));

    // As the paper's figure has it for MLP 1x512, to two decimals.
    assertThat(Stream.of("0", "0.1", "0.5", "1").map(level -> time(published, level) / 28))
        .usingComparatorForType(
            (one, other) -> Math.abs(one - other) < 0.005 ? 0 : Double.compare(one, other),
            Double.class)
        .containsExactly(1.0, 1.29, 1.79, 1.96);
  }

  private static double time(PublishedValues published, String corruption) {
    return Objects.requireNonNull(
        published.value(
            new Condition(
                Map.of("network", "MLP 1x512", "corruptions.0.probability", corruption),
                1,
                List.of()),
            "epochs-to-interpolation"));
  }
}
