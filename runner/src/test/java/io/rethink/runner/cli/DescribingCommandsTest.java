package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rethink.api.UserException;
import io.rethink.runner.config.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that keep no run: {@code plugins}, {@code check} and {@code explain}. */
class DescribingCommandsTest {

  @TempDir Path folder = Path.of("");

  private static String run(Callable<Integer> command, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    line.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          throw failure;
        });
    line.parseArgs(arguments);
    try {
      assertThat(command.call()).isZero();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }

  private Path experiment(String more) throws IOException {
    return Files.writeString(
        folder.resolve("x.conf"),
        """
        name = x
        dataset = digits
        model { type = mlp, widths = [3] }
        optimizer { type = sgd, learning-rate = 0.1 }
        training { epochs = 1 }
        """
            + more);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataset { type = image-folder, train = a, test = b, side = 100000 } | dataset.side is 100000; it must be above 0 and at most 16384",
        "regularizers = [ { type = random-crop, padding = 2000000000 } ] | regularizers.0.padding is 2000000000; it must be from 0 to 16384"
      })
  void checkRefusesSizesThatNoArrayHolds(String setting, String message) throws IOException {
    Path file = experiment(setting + "\n");

    assertThatThrownBy(() -> run(new CheckCommand(), file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65536})
  void uiRefusesAPortThatThereIsNot(int port) {
    assertThatThrownBy(() -> run(new UiCommand(), "--port=" + port))
        .isInstanceOf(UserException.class)
        .hasMessage("--port %d: a port is from 1 to 65535".formatted(port));
  }

  @Test
  void pluginsListsEveryExtensionWithItsDescription() {
    assertThat(run(new PluginsCommand()))
        .containsPattern("(?m)^optimizers$")
        .containsPattern("(?m)^  sgd  +Stochastic gradient descent.* \\[.+]$");
  }

  @Test
  void pluginsDocumentsOneExtension() {
    assertThat(run(new PluginsCommand(), "sgd"))
        .startsWith("optimizer sgd, from ")
        .contains("  learning-rate: a number; above 0; required\n")
        .contains("Example\n  optimizer {\n    type = sgd\n");
  }

  @Test
  void pluginsPrintsJsonForScripts() throws IOException {
    JsonNode sgd = new ObjectMapper().readTree(run(new PluginsCommand(), "--json", "sgd")).get(0);

    assertThat(sgd.get("point").asText()).isEqualTo("optimizer");
    assertThat(sgd.get("options").get(0).get("name").asText()).isEqualTo("learning-rate");
    assertThat(sgd.get("options").get(0).get("required").asBoolean()).isTrue();
  }

  @Test
  void pluginsNamesTheNearestExtension() {
    assertThatThrownBy(() -> run(new PluginsCommand(), "sdg"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "there is no extension \"sdg\"; did you mean sgd? (./rethink plugins lists all)");
  }

  @Test
  void pluginsNamesTheExtensionThatIsWrittenInCapitals() {
    assertThatThrownBy(() -> run(new PluginsCommand(), "SGD"))
        .hasMessageContaining("did you mean sgd?");
  }

  @Test
  void aPluginsFolderThatIsGivenHasToBeOne() throws IOException {
    Path file = experiment("");
    Path missing = folder.resolve("nosuch");

    assertThatThrownBy(() -> run(new PluginsCommand(), "--plugins", missing.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--plugins %s: there is no such folder; give the one that the plugin jars lie in"
                .formatted(missing));
    assertThatThrownBy(() -> run(new PluginsCommand(), "--plugins", file.toString()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--plugins %s: this is a file; give the folder that the plugin jars lie in"
                .formatted(file));
    assertThat(run(new PluginsCommand(), "--plugins", folder.toString(), "sgd")).contains("sgd");
  }

  @Test
  void checkRefusesAnOverrideThatTheWholeSweepSetsAside() throws IOException {
    Path file =
        experiment(
            "sweep.rate { slow { optimizer.learning-rate = 0.01 }, \"0.2\" { optimizer.learning-rate = 0.2 } }");

    assertThatThrownBy(
            () -> run(new CheckCommand(), file.toString(), "-o", "optimizer.learning-rate=0.5"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "-o optimizer.learning-rate=0.5 changes 0 of 2 runs; the sweep sets it in rate=slow;"
                + " rate=0.2; to change it there: -o 'sweep.rate.slow.optimizer.learning-rate=0.5'"
                + " -o 'sweep.rate.\"0.2\".optimizer.learning-rate=0.5'");
  }

  @Test
  void checkWarnsOfAnOverrideThatAPartOfTheSweepSetsAside() throws IOException {
    Path file = experiment("sweep.rate { slow { optimizer.learning-rate = 0.01 }, usual {} }");

    assertThat(run(new CheckCommand(), file.toString(), "-o", "optimizer.learning-rate=0.5"))
        .startsWith("-o optimizer.learning-rate=0.5 changes 1 of 2 runs;")
        .contains("x: 2 runs");
  }

  @Test
  void checkSaysWhatWouldRun() throws IOException {
    Path file = experiment("sweep { seed = [1, 2], \"training.epochs\" = [3, 4, 5] }");

    assertThat(run(new CheckCommand(), file.toString(), "-o", "sweep.seed=[7, 8, 9]"))
        .isEqualToNormalizingNewlines(
            """
            x: 9 runs
              training.epochs: 3, 4, 5
              seed: 7, 8, 9
              dataset.type = digits
              engine.type = compiled
              model.type = mlp
              optimizer.type = sgd
            """);
  }

  @Test
  void checkPrintsJsonForScripts() throws IOException {
    Path file = experiment("sweep { seed = [1, 2], \"training.epochs\" = [3, 4] }");

    JsonNode checked =
        new ObjectMapper().readTree(run(new CheckCommand(), "--json", file.toString()));

    assertThat(checked.get("name").asText()).isEqualTo("x");
    assertThat(checked.get("axes").toString())
        .isEqualTo("{\"seed\":[\"1\",\"2\"],\"training.epochs\":[\"3\",\"4\"]}");
    assertThat(checked.get("runs")).hasSize(4);
    JsonNode last = checked.get("runs").get(3);
    assertThat(last.get("settings").toString())
        .isEqualTo("{\"seed\":\"2\",\"training.epochs\":\"4\"}");
    assertThat(last.get("parameters").get("training.epochs").asText()).isEqualTo("4");
    assertThat(last.get("parameters").get("optimizer.momentum").asText()).isEqualTo("0.9");
    assertThat(checked.get("resolved").isNull()).isTrue();
  }

  @Test
  void checkPrintsTheResolvedExperiment() throws IOException {
    assertThat(run(new CheckCommand(), experiment("").toString(), "--resolved"))
        .startsWith("x: 1 run\nname = x\nseed = 1\ndataset {\n  type = digits\n")
        .contains("\n  momentum = 0.9\n");
  }

  @Test
  void checkReportsEveryMistake() throws IOException {
    Path file = experiment("seed = x\ntraining.epochs = 0\n");

    assertThatThrownBy(() -> run(new CheckCommand(), file.toString()))
        .isInstanceOfSatisfying(
            ConfigurationException.class, failure -> assertThat(failure.problems()).hasSize(2));
  }

  @Test
  void explainShowsTheFirstRunThatIsSelected() throws IOException {
    Path file =
        experiment("sweep.size { small { model.widths = [3] }, wide { model.widths = [40] } }");

    assertThat(run(new ExplainCommand(), file.toString()))
        .containsPattern("(?m)^dense1 +dense .* [0-9]+x3:ab ")
        .containsPattern("(?m)^[0-9]+ steps, [0-9.]+ ms, ")
        .containsPattern("(?m)^the update takes [0-9.]+ ms more, penalties included$");
    assertThat(run(new ExplainCommand(), file.toString(), "--only", "size=wide"))
        .containsPattern("(?m)^dense1 +dense .* [0-9]+x40:ab ");
    assertThatThrownBy(() -> run(new ExplainCommand(), file.toString(), "-o", "model.widths=[7]"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("-o model.widths=[7] changes 0 of 1 runs;");
  }

  @Test
  void checkRefusesWhatNoRunCouldBegin() throws IOException {
    Path file =
        experiment(
            """
            name = %s
            model = { type = wide-resnet, depth = 11 }
            regularizers = [mixup, { type = mixup, alpha = 1 }]
            """
                .formatted("é".repeat(128)));

    assertThatThrownBy(() -> run(new CheckCommand(), file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("x.conf:6: name has 256 bytes; as that of a folder, it must have 255")
        .hasMessageContaining("x.conf:7: model: depth is 11; the model wide-resnet has 6 n + 4")
        .hasMessageContaining("x.conf:8: regularizers has mixup and mixup, which both mix");
  }
}
