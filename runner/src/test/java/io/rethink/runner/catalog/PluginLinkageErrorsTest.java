package io.rethink.runner.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a person reads about a plugin that was built against something else than is there. */
class PluginLinkageErrorsTest extends BadPlugins {

  @Test
  void aPluginThatSaysItWasBuiltAgainstAnotherCoreApi() throws IOException {
    write(
        new PluginJar()
            .plugin("P", CONTRIBUTION)
            .regularizer("R", GOOD)
            .attribute("Rethink-Api-Version", "99.3.1"));

    String current = ApiVersion.current().toString();
    assertProblems(
        ("plugins/bad.jar was built against core-api 99.3.1, and this is core-api %s: build it"
                + " against core-api %s, or get the release of the plugin that is made for it.")
            .formatted(current, current));
  }

  @Test
  void aPluginThatUsesAClassOfAnotherCoreApi() throws IOException {
    write(
        new PluginJar()
            .source("io.rethink.api.Later", "package io.rethink.api; public class Later {}")
            .plugin("P", "new io.rethink.api.Later();")
            .without("io.rethink.api.Later"));

    String current = ApiVersion.current().toString();
    assertProblems(
        ("plugins/bad.jar was built against another core-api than this one, %s"
                + " (NoClassDefFoundError: io/rethink/api/Later): build it against core-api %s, or"
                + " get the release of the plugin that is made for it.")
            .formatted(current, current));
  }

  @Test
  void aPluginThatUsesAMethodOfAnotherCoreApi() throws IOException {
    write(
        new PluginJar()
            .source(
                "io.rethink.api.Contributions",
                "package io.rethink.api; public interface Contributions { void sampler(String s); }")
            .plugin("P", "to.sampler(\"mine\");")
            .without("io.rethink.api.Contributions"));

    assertThatThrownBy(() -> Catalog.discover(folder))
        .hasMessageContaining("bad.jar was built against another core-api than this one")
        .hasMessageContaining("NoSuchMethodError")
        .hasMessageContaining("sampler");
  }

  @Test
  void anExtensionThatLacksAMethodOfThisCoreApi() throws IOException {
    write(
        new PluginJar()
            .source(
                "io.rethink.api.data.Corruption",
                "package io.rethink.api.data; public interface Corruption {}")
            .source(
                "p.R",
                "package p; public class R implements io.rethink.api.data.Corruption {"
                    + " public record Config() {} @jakarta.inject.Inject public R() {} }")
            .plugin("P", "to.corruption(\"mine\", R.class, R.Config.class);")
            .without("io.rethink.api.data.Corruption"));

    assertThatThrownBy(() -> Catalog.discover(folder))
        .hasMessageContaining("bad.jar was built against another core-api than this one")
        .hasMessageContaining("p.R does not implement corrupt");
  }

  @Test
  void aPluginThatUsesTheInsideOfTheRunner() throws IOException {
    write(new PluginJar().plugin("P", "io.rethink.runner.catalog.Catalog.discover();"));

    assertProblems(
        "plugins/bad.jar uses io.rethink.runner.catalog.Catalog, which plugins cannot see: use the"
            + " classes of io.rethink.api instead.");
  }

  @Test
  void aPluginWithoutALibraryThatItUses() throws IOException {
    write(
        new PluginJar()
            .source("lib.Sobol", "package lib; public class Sobol {}")
            .plugin("P", "new lib.Sobol();")
            .without("lib.Sobol"));

    assertProblems(
        "plugins/bad.jar needs the class lib.Sobol, which is neither in the jar nor part of"
            + " Rethink's API: build the jar with the libraries that it uses inside"
            + " (maven-shade-plugin).");
  }
}
