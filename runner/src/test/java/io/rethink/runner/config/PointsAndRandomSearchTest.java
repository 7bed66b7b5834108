package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.runner.catalog.CatalogOfOne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointsAndRandomSearchTest {

  private static final String BASE =
      """
      name = base
      seed = 7
      dataset = toy
      model = mlp
      optimizer { type = sgd, learning-rate = 0.1, momentum = 0.5 }
      training { epochs = 3 }
      corruptions = [random-labels]
      """;

  private static final String SEARCH =
      """
      sweep {
        random {
          runs = %d
          "optimizer.learning-rate" { log-uniform = [1e-4, 1] }
          "optimizer.momentum" { uniform = [0.25, 0.75] }
          "training.epochs" { integer = [1, 3] }%s
        }
      }
      """;

  private final ExperimentReader reader = new ExperimentReader(CatalogOfOne.of(new SamplePlugin()));

  @TempDir Path folder = Path.of("");

  private Study study(String sweep) throws IOException {
    Path file = folder.resolve("experiment.conf");
    Files.writeString(file, BASE + sweep);
    return reader.read(file, List.of());
  }

  private static List<String> parameter(Study study, String key) {
    return study.variants().stream()
        .map(variant -> variant.experiment().parameters().getOrDefault(key, "none"))
        .toList();
  }

  private static List<Map<String, String>> settings(Study study) {
    return study.variants().stream().map(Variant::settings).toList();
  }

  @Test
  void aListOfPointsHasARunForEachNamedByTheKeysThatItSets() throws IOException {
    Study study =
        study(
            """
            sweep = [
              { model = linear, optimizer.learning-rate = 0.3 }
              { "corruptions.0.probability" = 0.5, model { type = mlp, widths = [3] } }
              {}
            ]
            """);

    assertThat(settings(study))
        .containsExactly(
            Map.of("model", "linear", "optimizer.learning-rate", "0.3"),
            Map.of("corruptions.0.probability", "0.5", "model", "mlp widths=[3]"),
            Map.of());
    assertThat(parameter(study, "model.type")).containsExactly("linear", "mlp", "mlp");
    assertThat(parameter(study, "model.widths")).containsExactly("none", "[3]", "[512]");
    assertThat(parameter(study, "optimizer.learning-rate")).containsExactly("0.3", "0.1", "0.1");
    assertThat(parameter(study, "optimizer.momentum")).containsExactly("0.5", "0.5", "0.5");
    assertThat(parameter(study, "corruptions.0.probability")).containsExactly("1.0", "0.5", "1.0");
  }

  @Test
  void pointsAndSeedsCombineAsAxesDo() throws IOException {
    Study study = study("sweep { points = [{ model = linear }, { model = mlp }], seeds = 3 }");

    assertThat(study.axes()).containsExactly("model", "seed");
    assertThat(parameter(study, "model.type"))
        .containsExactly("linear", "linear", "linear", "mlp", "mlp", "mlp");
    assertThat(parameter(study, "seed")).containsExactly("7", "8", "9", "7", "8", "9");
  }

  @Test
  void moreRunsOfARandomSearchKeepThePointsThatThereWere() throws IOException {
    Study few = study(SEARCH.formatted(5, ""));
    Study many = study(SEARCH.formatted(40, ""));

    assertThat(settings(few)).hasSize(5).isEqualTo(settings(many).subList(0, 5));
    assertThat(settings(study(SEARCH.formatted(40, "")))).isEqualTo(settings(many));
    assertThat(settings(many)).doesNotHaveDuplicates();
  }

  @Test
  void anotherKeyOfARandomSearchDoesNotChangeTheOthers() throws IOException {
    Study without = study(SEARCH.formatted(20, ""));
    Study with = study(SEARCH.formatted(20, ", \"model.widths\" { choice = [[1], [2]] }"));

    for (String key : List.of("optimizer.learning-rate", "optimizer.momentum", "training.epochs")) {
      assertThat(parameter(with, key)).isEqualTo(parameter(without, key));
    }
    assertThat(parameter(with, "model.widths")).contains("[1]", "[2]");
  }

  @Test
  void drawsFollowTheirDistributions() throws IOException {
    Study study = study(SEARCH.formatted(2000, ""));

    double[] rates = numbers(study, "optimizer.learning-rate");
    assertThat(Arrays.stream(rates)).allMatch(rate -> rate >= 1e-4 && rate <= 1);
    // A quarter of the draws lies in each of the four decades.
    for (double decade = 1e-4; decade < 0.5; decade *= 10) {
      double low = decade;
      assertThat(Arrays.stream(rates).filter(rate -> rate >= low && rate < 10 * low).count())
          .isBetween(420L, 580L);
    }
    double[] momenta = numbers(study, "optimizer.momentum");
    assertThat(Arrays.stream(momenta)).allMatch(momentum -> momentum >= 0.25 && momentum <= 0.75);
    assertThat(Arrays.stream(momenta).filter(momentum -> momentum < 0.5).count())
        .isBetween(900L, 1100L);
    double[] epochs = numbers(study, "training.epochs");
    for (double epoch : new double[] {1, 2, 3}) {
      assertThat(Arrays.stream(epochs).filter(each -> each == epoch).count()).isBetween(580L, 760L);
    }
  }

  private static double[] numbers(Study study, String key) {
    return parameter(study, key).stream().mapToDouble(Double::parseDouble).toArray();
  }

  @Test
  void aSearchForMorePointsThanThereAreIsRefused() {
    assertThatThrownBy(
            () -> study("sweep { random { runs = 4, \"training.epochs\" { integer = [1, 3] } } }"))
        .hasMessageContaining("asks for 4 runs, but there are only 3 different points");
  }
}
