package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.Extension;
import io.rethink.runner.catalog.ExtensionPoint;
import io.rethink.runner.documentation.ExtensionDocumentation;
import io.rethink.runner.documentation.OptionDocumentation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every extension that comes with Rethink, as its documentation shows it. */
class BuiltInExtensionsTest {

  private static final Catalog CATALOG = Catalog.discover();

  @TempDir Path folder = Path.of("");

  static List<Extension> extensions() {
    return CATALOG.extensions();
  }

  private static final String TRAINING =
      """
      optimizer { type = sgd, learning-rate = 0.1 }
      training { epochs = 1 }
      """;

  @ParameterizedTest
  @MethodSource("extensions")
  void theExampleInTheDocumentationIsLegal(Extension extension) throws IOException {
    Path file = folder.resolve("example.conf");
    Files.writeString(
        file,
        """
        name = example
        dataset = digits
        model = linear
        %s
        %s = null
        %s
        """
            .formatted(
                extension.isClosedForm() ? "" : TRAINING,
                extension.point().key(),
                ExtensionDocumentation.of(extension).example()));

    Experiment experiment =
        new ExperimentReader(CATALOG).read(file, List.of()).variants().get(0).experiment();

    assertThat(configured(experiment, extension.point()).extension()).isEqualTo(extension);
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void theExtensionAndEachOfItsOptionsIsDescribed(Extension extension) {
    ExtensionDocumentation documentation = ExtensionDocumentation.of(extension);

    assertThat(documentation.description()).isNotBlank();
    assertThat(documentation.options())
        .allSatisfy(option -> assertThat(option.description()).isNotBlank());
    assertThat(documentation.options())
        .flatExtracting(OptionDocumentation::choices)
        .allSatisfy(choice -> assertThat(choice.description()).isNotBlank());
  }

  private static Configured configured(Experiment experiment, ExtensionPoint point) {
    return switch (point) {
      case DATASET -> experiment.dataset().dataset();
      case CORRUPTION -> experiment.corruptions().get(0);
      case MODEL -> experiment.model();
      case REGULARIZER -> experiment.regularizers().get(0);
      case OPTIMIZER -> Objects.requireNonNull(experiment.optimizer());
      case MEASURE -> experiment.measures().get(0).measure();
    };
  }
}
