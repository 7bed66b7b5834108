package io.rethink.runner.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.rethink.api.optimization.Schedule;
import io.rethink.runner.catalog.CatalogOfOne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentReaderTest {

  private static final String BASE =
      """
      name = base
      dataset = toy
      model = mlp
      optimizer { type = sgd, learning-rate = 0.1 }
      training { epochs = 3 }
      """;

  private final ExperimentReader reader = new ExperimentReader(CatalogOfOne.of(new SamplePlugin()));

  @TempDir Path folder = Path.of("");

  private Experiment read(String text, String... overrides) throws IOException {
    Study study = study(text, overrides);
    assertThat(study.variants()).hasSize(1);
    return study.variants().get(0).experiment();
  }

  private Study study(String text, String... overrides) throws IOException {
    Path file = folder.resolve("experiment.conf");
    Files.writeString(file, text);
    return reader.read(file, List.of(overrides));
  }

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    Experiment experiment = read(BASE);

    assertThat(experiment.seed()).isEqualTo(1);
    assertThat(experiment.description()).isNull();
    assertThat(experiment.dataset().standardize()).isEqualTo(Standardization.PER_IMAGE);
    assertThat(experiment.dataset().crop()).isNull();
    assertThat(experiment.corruptions()).isEmpty();
    assertThat(experiment.model().options())
        .isEqualTo(
            new SamplePlugin.Mlp.MlpOptions(
                List.of(512), SamplePlugin.Mlp.Activation.RELU, List.of()));
    assertThat(requireNonNull(experiment.optimizer()).options())
        .isEqualTo(new SamplePlugin.Sgd.SgdOptions(0.1, 0.9, false, new Schedule.Constant(0)));
    assertThat(experiment.training())
        .isEqualTo(
            new TrainingSettings(
                3,
                128,
                null,
                new Threshold(null, 1.0),
                1,
                TrainMetrics.EVALUATED,
                50,
                Duration.ofMinutes(5)));
    assertThat(experiment.engine().type()).isEqualTo(EngineType.COMPILED);
    assertThat(experiment.tags()).isEmpty();
  }

  @Test
  void everyKindOfOptionIsBound() throws IOException {
    Experiment experiment =
        read(
            """
            name = all
            description = "What it is about"
            seed = -5
            dataset { type = folder, path = /data, channels = [red, "2"], crop = 28, standardize = none,
              train-examples = 1000 }
            corruptions = [
              { type = blur, kernel { width = 3, height = 5 }, more = [{ width = 1, height = 1 }] },
              { type = random-labels, probability = "0.5", stream = 1e3 }
            ]
            model { type = mlp, widths = [10, 20.0], activation = leaky-relu, others = [tanh] }
            optimizer { type = sgd, learning-rate = 5e-4, nesterov = yes, schedule { type = step, at = [3] } }
            training { epochs = 3, stop-at { train-loss = 0.01 } }
            measures = [margins, { type = margins, every = 2, bins = 3 }]
            engine = dl4j
            tags { paper = zhang2017, lab.group = 3 }
            """);

    assertThat(experiment.description()).isEqualTo("What it is about");
    assertThat(experiment.seed()).isEqualTo(-5);
    assertThat(experiment.dataset())
        .returns(28, DatasetSettings::crop)
        .returns(Standardization.NONE, DatasetSettings::standardize)
        .returns(1000, DatasetSettings::trainExamples);
    assertThat(experiment.dataset().dataset().options())
        .isEqualTo(new SamplePlugin.Folder.FolderOptions(Path.of("/data"), List.of("red", "2")));
    assertThat(experiment.corruptions().get(0).options())
        .isEqualTo(
            new SamplePlugin.Blur.BlurOptions(
                new SamplePlugin.Blur.Kernel(3, 5), List.of(new SamplePlugin.Blur.Kernel(1, 1))));
    assertThat(experiment.corruptions().get(1).options())
        .isEqualTo(new SamplePlugin.RandomLabels.RandomLabelsOptions(0.5, 1000L));
    assertThat(experiment.model().options())
        .isEqualTo(
            new SamplePlugin.Mlp.MlpOptions(
                List.of(10, 20),
                SamplePlugin.Mlp.Activation.LEAKY_RELU,
                List.of(SamplePlugin.Mlp.Activation.TANH)));
    assertThat(requireNonNull(experiment.optimizer()).options())
        .isEqualTo(
            new SamplePlugin.Sgd.SgdOptions(
                5e-4, 0.9, true, new Schedule.Step(List.of(3), 0.1, 0)));
    assertThat(requireNonNull(experiment.training()).stopAt()).isEqualTo(new Threshold(0.01, null));
    assertThat(experiment.measures()).extracting(MeasureSettings::every).containsExactly(null, 2);
    assertThat(experiment.tags())
        .containsExactly(entry("lab.group", "3"), entry("paper", "zhang2017"));
  }

  @Test
  void aLaterKeyWinsOverAnIncludedOne() throws IOException {
    Files.createDirectories(folder.resolve("lab"));
    Files.writeString(folder.resolve("lab/base.conf"), "include \"optimizer\"\n" + BASE);
    Files.writeString(folder.resolve("lab/optimizer.conf"), "training.batch-size = 7\n");

    Experiment experiment =
        read(
            """
            include "lab/base.conf"
            name = mine
            training.epochs = 9
            """);

    assertThat(experiment.name()).isEqualTo("mine");
    assertThat(requireNonNull(experiment.training()).epochs()).isEqualTo(9);
    assertThat(requireNonNull(experiment.training()).batchSize()).isEqualTo(7);
  }

  @Test
  void variablesAndTheEnvironmentCanBeReferredTo() throws IOException {
    Experiment experiment =
        read(
            BASE
                + """
                variables { layers { width = 30 } }
                model { type = mlp, widths = [${variables.layers.width}] }
                description = "path: "${PATH}
                tags { home = ${?NOT_SET_ANYWHERE} }
                """);

    assertThat(experiment.parameters()).containsEntry("model.widths", "[30]");
    assertThat(experiment.description()).isEqualTo("path: " + System.getenv("PATH"));
    assertThat(experiment.tags()).isEmpty();
  }

  @Test
  void aPathIsRelativeToTheFileThatItIsWrittenIn() throws IOException {
    Files.createDirectories(folder.resolve("lab"));
    Files.writeString(
        folder.resolve("lab/data.conf"), "dataset { type = folder, path = images/../pictures }\n");
    String including = BASE.replace("dataset = toy", "include \"lab/data.conf\"");

    assertThat(read(including).dataset().dataset().options())
        .extracting("path")
        .isEqualTo(folder.toAbsolutePath().resolve("lab/pictures"));
    assertThat(read(including, "dataset.path=here").dataset().dataset().options())
        .extracting("path")
        .isEqualTo(Path.of("here").toAbsolutePath());
    assertThat(read(including, "dataset.path=~/here").dataset().dataset().options())
        .extracting("path")
        .isEqualTo(Path.of(System.getProperty("user.home"), "here"));
  }

  @Test
  void overridesReachIntoListsAndThroughShorthand() throws IOException {
    Experiment experiment =
        read(
            BASE + "corruptions = [random-labels, { type = random-labels, probability = 0.3 }]",
            "corruptions.0.probability=0.5",
            "corruptions.1.stream=7",
            "model.widths=[1, 2]",
            "training.stop-at.train-loss=0.1",
            "optimizer.schedule=cosine",
            "optimizer.schedule.floor=0.25",
            "description=\"a = b, c\"");

    assertThat(experiment.corruptions())
        .extracting(Configured::options)
        .containsExactly(
            new SamplePlugin.RandomLabels.RandomLabelsOptions(0.5, null),
            new SamplePlugin.RandomLabels.RandomLabelsOptions(0.3, 7L));
    assertThat(experiment.parameters())
        .containsEntry("model.widths", "[1, 2]")
        .containsEntry("training.stop-at.train-loss", "0.1")
        .containsEntry("optimizer.schedule.type", "cosine")
        .containsEntry("optimizer.schedule.floor", "0.25");
    assertThat(experiment.description()).isEqualTo("a = b, c");
  }

  @Test
  void anOverrideReplacesTheWholeValueAndIsSeenBySubstitutions() throws IOException {
    String text =
        BASE
            + """
            variables.rate = 0.2
            optimizer { type = sgd, learning-rate = ${variables.rate}, momentum = 0.5 }
            corruptions = [ { type = random-labels, probability = ${variables.rate} } ]
            """;

    assertThat(read(text, "variables.rate=0.4", "corruptions.0.stream=1").parameters())
        .containsEntry("optimizer.learning-rate", "0.4")
        .containsEntry("optimizer.momentum", "0.5")
        .containsEntry("corruptions.0.probability", "0.4")
        .containsEntry("corruptions.0.stream", "1");
    assertThat(requireNonNull(read(text, "optimizer={ type = adam }").optimizer()).options())
        .isEqualTo(new SamplePlugin.Adam.AdamOptions(0.001));
  }

  @Test
  void parametersAreFlat() throws IOException {
    assertThat(read(BASE + "corruptions = [random-labels]").parameters())
        .isEqualTo(
            Map.ofEntries(
                entry("seed", "1"),
                entry("dataset.type", "toy"),
                entry("dataset.standardize", "per-image"),
                entry("corruptions.0.type", "random-labels"),
                entry("corruptions.0.probability", "1.0"),
                entry("model.type", "mlp"),
                entry("model.widths", "[512]"),
                entry("model.activation", "relu"),
                entry("model.others", "[]"),
                entry("regularizers", "[]"),
                entry("optimizer.type", "sgd"),
                entry("optimizer.learning-rate", "0.1"),
                entry("optimizer.momentum", "0.9"),
                entry("optimizer.nesterov", "false"),
                entry("optimizer.schedule.type", "constant"),
                entry("optimizer.schedule.warm-up", "0.0"),
                entry("training.epochs", "3"),
                entry("training.batch-size", "128"),
                entry("training.interpolation.train-accuracy", "1.0"),
                entry("training.evaluate-every", "1"),
                entry("training.log-every", "50"),
                entry("training.train-metrics", "evaluated"),
                entry("training.checkpoint-every", "5 minutes"),
                entry("measures", "[]"),
                entry("engine.type", "compiled"),
                entry("engine.convolution", "auto"),
                entry("engine.precision", "float32")));
  }
}
