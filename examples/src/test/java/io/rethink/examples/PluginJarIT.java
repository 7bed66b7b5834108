package io.rethink.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the example plugin and uses its jar, each in a process of its own. */
class PluginJarIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PROJECT = Command.ROOT.resolve("examples/plugin");

  @TempDir private Path folder;

  @Test
  void aJarInThePluginsFolderIsFoundAndUsed() throws Exception {
    Path project = copy(PROJECT, folder.resolve("plugin"));
    Command build = Command.run(folder, "mvnw", "-q", "package", "-f", project.toString());
    assertThat(build.exitCode()).as(build.out()).isZero();
    Path jar = project.resolve("target/noise-plugin-1.0.jar");
    Files.createDirectory(folder.resolve("plugins"));
    Path installed = Files.copy(jar, folder.resolve("plugins/noise-plugin-1.0.jar"));

    Command plugins = Command.run(folder, "rethink", "plugins");
    assertThat(plugins.exitCode()).as(plugins.err()).isZero();
    assertThat(plugins.out())
        .contains(
            "gaussian-blobs",
            "flipped-labels",
            "deep-linear",
            "input-noise",
            "sign-sgd",
            "confidence");

    Command run =
        Command.run(folder, "rethink", "run", project.resolve("experiment.conf").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    List<Path> runs = runsIn(folder.resolve("runs/noise"));
    assertThat(runs).hasSize(2);
    for (Path each : runs) {
      JsonNode result = JSON.readTree(each.resolve("result.json").toFile());
      assertThat(result.get("status").asText()).isEqualTo("FINISHED");
      assertThat(result.get("metrics").get("confidence/train").asDouble()).isBetween(0.1, 1.0);
      assertThat(each.resolve("tables/confidence.json")).exists();
      JsonNode provenance = JSON.readTree(each.resolve("provenance.json").toFile());
      assertThat(provenance.get("plugins").findValuesAsText("jar"))
          .contains(installed.toRealPath().toString());
    }
  }

  private static List<Path> runsIn(Path experiment) throws IOException {
    try (Stream<Path> folders = Files.list(experiment)) {
      return folders.filter(each -> Files.exists(each.resolve("run.json"))).toList();
    }
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
