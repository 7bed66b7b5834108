package io.rethink.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.regularization.Regularizer;
import io.rethink.runner.config.ExperimentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

  private static final String OPTIONS = "public record Config() {} @Inject public %s() {}";

  @TempDir Path folder = Path.of("");

  private static PluginJar jar(String extension) {
    return new PluginJar()
        .plugin("P", "to.regularizer(\"%s\", R.class, R.Config.class);".formatted(extension))
        .regularizer("R", OPTIONS.formatted("R"));
  }

  @Test
  void pluginsOfTheClassPathAreFound() {
    Catalog catalog = Catalog.discover(folder.resolve("no-such-folder"));

    assertThat(catalog.plugins())
        .extracting(PluginSource::pluginClass)
        .contains("io.rethink.optimization.OptimizerPlugin", "io.rethink.model.ModelPlugin");
    assertThat(catalog.find(ExtensionPoint.OPTIMIZER, "sgd")).isPresent();
    assertThat(catalog.find(ExtensionPoint.MODEL, "sgd")).isEmpty();
    assertThat(catalog.extensions()).extracting(Extension::point).isSorted();
  }

  @Test
  void aJarInTheFolderContributesExtensions() throws IOException {
    Path jar =
        jar("mine")
            .attribute("Implementation-Version", "1.2.3")
            .file("reference.conf", "variables.mine = 1")
            .write(folder.resolve("mine.jar"));
    Files.writeString(folder.resolve("notes.txt"), "no jar");

    Catalog catalog = Catalog.discover(folder, folder);

    Extension extension = catalog.find(ExtensionPoint.REGULARIZER, "mine").orElseThrow();
    assertThat(extension.type()).isAssignableTo(Regularizer.class);
    assertThat(extension.source()).isEqualTo(new PluginSource("p.P", jar, "1.2.3"));
    assertThat(catalog.references())
        .anySatisfy(reference -> assertThat(reference.toString()).contains("mine.jar!"));
  }

  @Test
  void theVersionIsTakenFromMavensNoteIfTheManifestHasNone() throws IOException {
    jar("mine")
        .file("META-INF/maven/g/a/pom.properties", "version=7.1\n")
        .write(folder.resolve("mine.jar"));

    assertThat(Catalog.discover(folder).plugins())
        .filteredOn(source -> source.pluginClass().equals("p.P"))
        .extracting(PluginSource::version)
        .containsExactly("7.1");
  }

  @Test
  void theVariablesOfAJarCanBeReferredToButItSetsNoOtherDefaults() throws IOException {
    jar("mine")
        .file(
            "reference.conf",
            """
            variables.paper { type = sgd, learning-rate = 0.01 }
            training.batch-size = 7
            """)
        .write(folder.resolve("mine.jar"));
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            name = x
            dataset = digits
            model = linear
            optimizer = ${variables.paper} { momentum = 0.5 }
            training { epochs = 1 }
            """);

    ExperimentReader reader = new ExperimentReader(Catalog.discover(folder));

    assertThat(reader.read(file, List.of()).variants().get(0).experiment().parameters())
        .containsEntry("optimizer.learning-rate", "0.01")
        .containsEntry("optimizer.momentum", "0.5")
        .containsEntry("training.batch-size", "128");
  }

  /** The digest of "abc" is the first example of FIPS 180-4. */
  @Test
  void aSourceHasTheDigestOfItsJar() throws IOException {
    Path file = Files.writeString(folder.resolve("x.jar"), "abc");

    assertThat(new PluginSource("p.P", file, null).digest())
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(new PluginSource("p.P", null, null).digest()).isNull();
  }

  @Test
  void jarsDoNotSeeEachOthersClasses() throws IOException {
    jar("one").write(folder.resolve("one.jar"));
    jar("two").write(folder.resolve("two.jar"));

    Catalog catalog = Catalog.discover(folder);

    Class<?> one = catalog.find(ExtensionPoint.REGULARIZER, "one").orElseThrow().type();
    Class<?> two = catalog.find(ExtensionPoint.REGULARIZER, "two").orElseThrow().type();
    assertThat(one.getName()).isEqualTo(two.getName());
    assertThat(one).isNotEqualTo(two);
  }

  @Test
  void aPluginIsBuiltAgainstThisCoreApi() throws IOException {
    String current = ApiVersion.current() + ".99";
    jar("mine").attribute(ApiVersion.ATTRIBUTE, current).write(folder.resolve("mine.jar"));

    assertThat(Catalog.discover(folder).find(ExtensionPoint.REGULARIZER, "mine")).isPresent();
  }

  @Test
  void versionsAreComparedByMajorAndMinorNumber() {
    assertThat(ApiVersion.parse("0.1.0-SNAPSHOT")).contains(new ApiVersion(0, 1));
    assertThat(ApiVersion.parse(" 12.3 ")).contains(new ApiVersion(12, 3));
    assertThat(List.of("", "1", "a.b", "1.x")).allMatch(text -> ApiVersion.parse(text).isEmpty());
  }
}
