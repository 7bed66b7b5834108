package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.runner.catalog.CatalogOfOne;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person reads after a mistake. Each {@code config/errors/*.conf} stands beside the message
 * that it has to give; its lines {@code # -o ...} are overrides.
 */
class ConfigurationErrorsTest {

  private static final Path FOLDER = folder();

  private static Path folder() {
    URL folder = ConfigurationErrorsTest.class.getResource("/config/errors");
    return Path.of(URI.create(Objects.requireNonNull(folder).toString()));
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyMistakeIsReportedWithItsPlaceAndTheNearestName(Path file) throws IOException {
    List<String> overrides =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("# -o "))
            .map(line -> line.substring("# -o ".length()))
            .toList();
    ExperimentReader reader = new ExperimentReader(CatalogOfOne.of(new SamplePlugin()));
    Path expected = Path.of(file.toString().replace(".conf", ".expected"));

    assertThatThrownBy(() -> reader.read(file, overrides))
        .isInstanceOf(ConfigurationException.class)
        .extracting(failure -> withoutFolders(String.valueOf(failure.getMessage())))
        .isEqualTo(Files.readString(expected).strip());
  }

  private static String withoutFolders(String message) {
    return message
        .replace(FOLDER + "/", "")
        .replace(FOLDER.resolveSibling("included") + "/", "included/")
        .replace(FOLDER.resolveSibling("published") + "/", "published/");
  }
}
