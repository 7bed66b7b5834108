package io.rethink.runner.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;

/** A folder of plugin jars that cannot be used, and what is said about them. */
abstract class BadPlugins {

  static final String GOOD = "public record Config() {} @Inject public R() {}";
  static final String CONTRIBUTION = "to.regularizer(\"mine\", R.class, R.Config.class);";

  @TempDir Path folder = Path.of("");

  void assertProblems(String... expected) {
    assertThatThrownBy(() -> Catalog.discover(folder))
        .isInstanceOfSatisfying(
            PluginException.class,
            failure -> {
              List<String> shown = new ArrayList<>();
              for (String problem : failure.problems()) {
                shown.add(problem.replaceAll(Pattern.quote(folder + "/"), "plugins/"));
              }
              assertThat(shown).containsExactly(expected);
            });
  }

  void write(PluginJar jar) throws IOException {
    jar.write(folder.resolve("bad.jar"));
  }
}
