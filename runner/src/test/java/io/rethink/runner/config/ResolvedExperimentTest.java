package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.optimization.Schedule;
import io.rethink.engine.compiled.program.ConvolutionAlgorithm;
import io.rethink.engine.compiled.program.Precision;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.catalog.CatalogOfOne;
import io.rethink.runner.catalog.ExtensionPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ResolvedExperimentTest {

  private final Catalog catalog = CatalogOfOne.of(new SamplePlugin());

  @Property(tries = 200)
  void readingAResolvedExperimentGivesItAgain(@ForAll("experiments") Experiment experiment)
      throws IOException {
    Path file = Files.createTempFile("experiment", ".conf");
    try {
      Files.writeString(file, experiment.hocon());

      Study study = new ExperimentReader(catalog).read(file, List.of());

      assertThat(study.variants()).singleElement().returns(experiment, Variant::experiment);
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void anExperimentInClosedFormHasNeitherOptimizerNorTraining() throws IOException {
    Path file = Files.createTempFile("experiment", ".conf");
    try {
      Files.writeString(file, "name = x, dataset = toy, model = interpolant, measures = [margins]");
      Experiment experiment =
          new ExperimentReader(catalog).read(file, List.of()).variants().get(0).experiment();
      Files.writeString(file, experiment.hocon());

      Study study = new ExperimentReader(catalog).read(file, List.of());

      assertThat(study.variants()).singleElement().returns(experiment, Variant::experiment);
      assertThat(experiment.resolved().root())
          .doesNotContainKeys("optimizer", "training")
          .containsKey("model");
    } finally {
      Files.delete(file);
    }
  }

  @Provide
  Arbitrary<Experiment> experiments() {
    return Combinators.combine(
            datasets(),
            corruptions().list().ofMaxSize(3),
            mlps(),
            weightDecays().list().ofMaxSize(2),
            optimizers(),
            training(),
            measures().list().ofMaxSize(2),
            Arbitraries.maps(texts().ofMinLength(1), texts()).ofMaxSize(3))
        .as(
            (dataset, corruptions, model, regularizers, optimizer, training, measures, tags) ->
                new Experiment(
                    "any name-1.0",
                    tags.isEmpty() ? null : String.join("\n", tags.values()),
                    model.hashCode() * 0x1_0000_0001L,
                    dataset,
                    corruptions,
                    model,
                    regularizers,
                    optimizer,
                    training,
                    measures,
                    new EngineSettings(
                        EngineType.DL4J, ConvolutionAlgorithm.DIRECT, Precision.FLOAT32, 2),
                    tags));
  }

  private Configured configured(ExtensionPoint point, String name, Record options) {
    return new Configured(catalog.find(point, name).orElseThrow(), options);
  }

  private static net.jqwik.api.arbitraries.StringArbitrary texts() {
    return Arbitraries.strings().withCharRange(' ', '~').withChars("\n\t\"\\äλ$").ofMaxLength(12);
  }

  private static Arbitrary<Double> positive() {
    return Arbitraries.oneOf(
        Arbitraries.of(1e-4, 5e-4, 0.1, 1.0, 1e7, 1.0 / 3),
        Arbitraries.longs()
            .between(1, Double.doubleToLongBits(Double.MAX_VALUE))
            .map(Double::longBitsToDouble));
  }

  private static Arbitrary<Double> fractions() {
    return Arbitraries.doubles().between(0, 0.999999).ofScale(12);
  }

  private Arbitrary<DatasetSettings> datasets() {
    Arbitrary<Path> paths =
        texts()
            .ofMinLength(1)
            .filter(text -> !text.matches(".*[\n\t].*"))
            .map(text -> Path.of("/data/" + text.replace("/", "")).toAbsolutePath().normalize());
    return Combinators.combine(
            paths,
            texts().ofMinLength(1).filter(text -> !text.isBlank()).list().ofMinSize(1).ofMaxSize(3),
            Arbitraries.integers().greaterOrEqual(1).injectNull(0.5),
            Arbitraries.of(Standardization.class))
        .as(
            (path, channels, crop, standardization) ->
                new DatasetSettings(
                    configured(
                        ExtensionPoint.DATASET,
                        "folder",
                        new SamplePlugin.Folder.FolderOptions(path, channels)),
                    crop,
                    standardization,
                    crop));
  }

  private Arbitrary<Configured> corruptions() {
    Arbitrary<SamplePlugin.Blur.Kernel> kernels =
        Arbitraries.integers()
            .between(0, 1000)
            .map(half -> new SamplePlugin.Blur.Kernel(2 * half + 1, 3));
    Arbitrary<Configured> blurs =
        Combinators.combine(kernels, kernels.list().ofMaxSize(2))
            .as(SamplePlugin.Blur.BlurOptions::new)
            .map(options -> configured(ExtensionPoint.CORRUPTION, "blur", options));
    Arbitrary<Configured> labels =
        Combinators.combine(fractions(), Arbitraries.longs().injectNull(0.5))
            .as(SamplePlugin.RandomLabels.RandomLabelsOptions::new)
            .map(options -> configured(ExtensionPoint.CORRUPTION, "random-labels", options));
    return Arbitraries.oneOf(blurs, labels);
  }

  private Arbitrary<Configured> mlps() {
    Arbitrary<SamplePlugin.Mlp.Activation> activations =
        Arbitraries.of(SamplePlugin.Mlp.Activation.class);
    return Combinators.combine(
            Arbitraries.integers().greaterOrEqual(1).list().ofMinSize(1).ofMaxSize(4),
            activations,
            activations.list().ofMaxSize(3))
        .as(SamplePlugin.Mlp.MlpOptions::new)
        .map(options -> configured(ExtensionPoint.MODEL, "mlp", options));
  }

  private Arbitrary<Configured> weightDecays() {
    return Combinators.combine(
            positive(), Arbitraries.of("a", "true", "null", "include", "yes").injectNull(0.3))
        .as(SamplePlugin.WeightDecay.WeightDecayOptions::new)
        .map(options -> configured(ExtensionPoint.REGULARIZER, "weight-decay", options));
  }

  private Arbitrary<Configured> optimizers() {
    Arbitrary<Schedule> schedules =
        Arbitraries.oneOf(
            positive().map(Schedule.Constant::new),
            Combinators.combine(positive(), positive()).as(Schedule.Exponential::new),
            Combinators.combine(fractions(), positive()).as(Schedule.Cosine::new),
            Combinators.combine(
                    Arbitraries.integers().greaterOrEqual(1).list().ofMinSize(1).ofMaxSize(3),
                    positive())
                .as((at, factor) -> new Schedule.Step(at, factor, 0)));
    return Combinators.combine(positive(), fractions(), Arbitraries.of(true, false), schedules)
        .as(SamplePlugin.Sgd.SgdOptions::new)
        .map(options -> configured(ExtensionPoint.OPTIMIZER, "sgd", options));
  }

  private static Arbitrary<TrainingSettings> training() {
    Arbitrary<Threshold> thresholds =
        Combinators.combine(positive().injectNull(0.3), fractions().injectNull(0.3))
            .filter((loss, accuracy) -> Objects.nonNull(loss) || Objects.nonNull(accuracy))
            .as(Threshold::new);
    Arbitrary<Integer> counts = Arbitraries.integers().greaterOrEqual(1);
    Arbitrary<Duration> durations =
        Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1L << 50),
                Arbitraries.longs().between(1, 1L << 20).map(seconds -> seconds * 1_000_000_000L))
            .map(Duration::ofNanos);
    return Combinators.combine(
            counts,
            counts,
            thresholds.injectNull(0.3),
            thresholds,
            counts,
            Arbitraries.of(TrainMetrics.class),
            counts,
            durations)
        .as(TrainingSettings::new);
  }

  private Arbitrary<MeasureSettings> measures() {
    return Combinators.combine(
            Arbitraries.integers().greaterOrEqual(1),
            Arbitraries.integers().greaterOrEqual(1).injectNull(0.5))
        .as(
            (bins, every) ->
                new MeasureSettings(
                    configured(
                        ExtensionPoint.MEASURE,
                        "margins",
                        new SamplePlugin.Margins.MarginsOptions(bins)),
                    every));
  }
}
