package io.rethink.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What a person reads about a plugin that cannot be used: which jar, and what to do. */
class PluginErrorsTest extends BadPlugins {

  @Test
  void aPluginThatThrows() throws IOException {
    write(new PluginJar().plugin("P", "throw new IllegalStateException(\"no GPU\");"));

    assertProblems(
        "plugins/bad.jar: its plugin p.P failed with java.lang.IllegalStateException: no GPU."
            + " Tell the plugin's author, or take the jar out of the folder.");
  }

  @Test
  void aPluginWhoseConstructorThrows() throws IOException {
    write(
        new PluginJar()
            .file(PluginLocation.SERVICES, "p.P")
            .source(
                "p.P",
                "package p; public class P implements io.rethink.api.Plugin {"
                    + " public P() { throw new IllegalStateException(\"no GPU\"); }"
                    + " public void contribute(io.rethink.api.Contributions to) {} }"));

    assertProblems(
        "plugins/bad.jar: its plugin p.P failed with java.lang.IllegalStateException: no GPU."
            + " Tell the plugin's author, or take the jar out of the folder.");
  }

  @Test
  void aPluginThatFailsToInitialize() throws IOException {
    write(
        new PluginJar()
            .plugin("P", "new R();")
            .regularizer("R", "static final int X = Integer.parseInt(\"x\");"));

    assertProblems(
        "plugins/bad.jar: a class of it failed to initialize with"
            + " java.lang.NumberFormatException: For input string: \"x\"."
            + " Tell the plugin's author, or take the jar out of the folder.");
  }

  @Test
  void aServicesLineThatNamesAMissingClass() throws IOException {
    write(new PluginJar().file(PluginLocation.SERVICES, "p.Missing # the plugin\n\n"));

    assertProblems(
        "plugins/bad.jar: META-INF/services/io.rethink.api.Plugin names p.Missing, which is not in"
            + " it: correct the line, or build the jar again.");
  }

  @Test
  void aServicesLineThatNamesNoPlugin() throws IOException {
    write(
        new PluginJar()
            .file(PluginLocation.SERVICES, "p.A\np.B\np.C")
            .source("p.A", "package p; public class A {}")
            .source(
                "p.B",
                "package p; public class B implements io.rethink.api.Plugin { public B(int x) {}"
                    + " public void contribute(io.rethink.api.Contributions to) {} }")
            .source(
                "p.C",
                "package p; class C implements io.rethink.api.Plugin {"
                    + " public void contribute(io.rethink.api.Contributions to) {} }"));

    assertProblems(
        "plugins/bad.jar: META-INF/services/io.rethink.api.Plugin names p.A, which does not"
            + " implement io.rethink.api.Plugin: correct the line.",
        "plugins/bad.jar: META-INF/services/io.rethink.api.Plugin names p.B, which is not a public"
            + " class with a public constructor without parameters: make it one.",
        "plugins/bad.jar: META-INF/services/io.rethink.api.Plugin names p.C, which is not a public"
            + " class with a public constructor without parameters: make it one.");
  }

  @Test
  void aJarWithoutAPlugin() throws IOException {
    write(new PluginJar().source("p.A", "package p; public class A {}"));

    assertProblems(
        "plugins/bad.jar contains no plugin, since it has no file"
            + " META-INF/services/io.rethink.api.Plugin: add one that names the plugin's class, or"
            + " take the jar out of the folder.");
  }

  @Test
  void aFileThatIsNoJar() throws IOException {
    Files.writeString(folder.resolve("bad.jar"), "not a zip file");

    assertProblems(
        "plugins/bad.jar cannot be read as a jar (zip END header not found): build or download it"
            + " again, or take it out of the folder.");
  }

  @Test
  void aClassThatIsDamaged() throws IOException {
    write(new PluginJar().file(PluginLocation.SERVICES, "p.P").file("p/P.class", "no class"));

    // The first four bytes, "no c", are 0x6e6f2063.
    assertProblems(
        "plugins/bad.jar is damaged (Incompatible magic value 1852776547 in class file p/P): build"
            + " or download it again.");
  }

  @Test
  void aLinkThatLeadsNowhereDoesNotHideOtherJars() throws IOException {
    Files.createSymbolicLink(folder.resolve("a.jar"), folder.resolve("gone.jar"));
    Files.writeString(folder.resolve("b.jar"), "not a zip file");

    assertProblems(
        "plugins/a.jar is a link to a file that is not there: mend the link, or take it out of the"
            + " folder.",
        "plugins/b.jar cannot be read as a jar (zip END header not found): build or download it"
            + " again, or take it out of the folder.");
  }

  @Test
  void twoPluginsThatClaimOneName() throws IOException {
    new PluginJar()
        .plugin("One", CONTRIBUTION)
        .regularizer("R", GOOD)
        .write(folder.resolve("one.jar"));
    new PluginJar()
        .plugin("Two", CONTRIBUTION)
        .regularizer("R", GOOD)
        .write(folder.resolve("two.jar"));

    assertProblems(
        "plugins/one.jar and plugins/two.jar both contribute regularizer mine: take one of the two"
            + " out of the folder, or ask its author to rename.");
  }

  @Test
  void onePluginInTwoVersions() throws IOException {
    PluginJar jar = new PluginJar().plugin("P", CONTRIBUTION).regularizer("R", GOOD);
    jar.write(folder.resolve("mine-1.jar"));
    jar.write(folder.resolve("mine-2.jar"));

    assertProblems(
        "plugins/mine-1.jar and plugins/mine-2.jar are the same plugin, p.P, and both contribute"
            + " regularizer mine: keep one of the two.");
  }

  @Test
  void aPluginThatClaimsANameTwice() throws IOException {
    write(new PluginJar().plugin("P", CONTRIBUTION + CONTRIBUTION).regularizer("R", GOOD));

    assertProblems(
        "plugins/bad.jar contributes regularizer mine twice: tell the plugin's author, or take the"
            + " jar out of the folder.");
  }

  @Test
  void extensionsThatCannotBeBuiltOrConfigured() throws IOException {
    write(
        new PluginJar()
            .plugin(
                "P",
                """
                to.regularizer("none", None.class, None.Config.class);
                to.regularizer("two", Two.class, Two.Config.class);
                to.regularizer("odd", Odd.class, Odd.Config.class);
                to.dataset("common", Common.class, Common.Config.class);
                """)
            .regularizer("None", "public record Config() {} public None() {}")
            .regularizer(
                "Two", "public record Config() {} @Inject public Two() {} @Inject Two(int x) {}")
            .regularizer("Odd", "public record Config(float rate) {} @Inject public Odd() {}")
            .source(
                "p.Common",
                """
                package p;
                public abstract class Common implements io.rethink.api.data.Dataset {
                  public record Config(int crop) {}
                  @jakarta.inject.Inject public Common() {}
                }
                """));

    assertThatThrownBy(() -> Catalog.discover(folder))
        .isInstanceOfSatisfying(
            PluginException.class,
            failure ->
                assertThat(failure.problems())
                    .satisfiesExactly(
                        none ->
                            assertThat(none)
                                .contains("bad.jar: the regularizer none cannot be used")
                                .contains("p.None has no constructors annotated"),
                        two -> assertThat(two).contains("p.Two has 2 constructors annotated"),
                        odd -> assertThat(odd).contains("Config.rate has the type float"),
                        common -> assertThat(common).contains("p.Common is abstract"),
                        common ->
                            assertThat(common)
                                .contains("its option crop has a name that every dataset has")));
  }

  @Test
  void aNameThatIsNotKebabCase() throws IOException {
    write(
        new PluginJar()
            .plugin("P", "to.regularizer(\"My Thing\", R.class, R.Config.class);")
            .regularizer("R", GOOD));

    assertThatThrownBy(() -> Catalog.discover(folder))
        .hasMessageContaining("bad.jar: its plugin p.P failed with")
        .hasMessageContaining("\"My Thing\"; a name is lower-case words joined by -");
  }

  @Test
  void theProblemsOfAllPluginsAreReportedAtOnce() throws IOException {
    new PluginJar()
        .plugin("A", "throw new IllegalStateException();")
        .write(folder.resolve("a.jar"));
    new PluginJar().file(PluginLocation.SERVICES, "p.B").write(folder.resolve("b.jar"));
    Files.writeString(folder.resolve("c.jar"), "");

    assertThatThrownBy(() -> Catalog.discover(folder))
        .isInstanceOfSatisfying(
            PluginException.class,
            failure ->
                assertThat(failure.problems())
                    .satisfiesExactly(
                        a -> assertThat(a).contains("a.jar"),
                        b -> assertThat(b).contains("b.jar"),
                        c -> assertThat(c).contains("c.jar")));
  }
}
