package io.rethink.runner.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.runner.catalog.CatalogOfOne;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  private static final String BASE =
      """
      name = base
      variables { rate = 0.1 }
      dataset = toy
      model = mlp
      optimizer { type = sgd, learning-rate = ${variables.rate}, momentum = 0.5 }
      training { epochs = 3 }
      corruptions = [random-labels]
      """;

  private final ExperimentReader reader = new ExperimentReader(CatalogOfOne.of(new SamplePlugin()));

  @TempDir Path folder = Path.of("");

  private Study study(String sweep, String... overrides) throws IOException {
    Path file = folder.resolve("experiment.conf");
    Files.writeString(file, BASE + sweep);
    return reader.read(file, List.of(overrides));
  }

  private static List<String> parameter(Study study, String key) {
    return study.variants().stream()
        .map(variant -> variant.experiment().parameters().getOrDefault(key, "none"))
        .toList();
  }

  @Test
  void withoutASweepThereIsOneVariantWithoutSettings() throws IOException {
    Study study = study("");

    assertThat(study.isSweep()).isFalse();
    assertThat(study.axes()).isEmpty();
    assertThat(study.variants()).singleElement().returns(Map.of(), Variant::settings);
  }

  @Test
  void theLastAxisOfTheFileChangesFastest() throws IOException {
    Study study =
        study(
            "sweep { \"corruptions.0.probability\" = [0, 0.1, 0.2], seed = [3, 1], zeta { b {}, a { seed = 9 } } }",
            "sweep.zeta=null");

    assertThat(study.axes()).containsExactly("corruptions.0.probability", "seed");
    assertThat(study.variants())
        .extracting(Variant::name)
        .containsExactly(
            "corruptions.0.probability=0, seed=3",
            "corruptions.0.probability=0, seed=1",
            "corruptions.0.probability=0.1, seed=3",
            "corruptions.0.probability=0.1, seed=1",
            "corruptions.0.probability=0.2, seed=3",
            "corruptions.0.probability=0.2, seed=1");
    assertThat(parameter(study, "corruptions.0.probability"))
        .containsExactly("0.0", "0.0", "0.1", "0.1", "0.2", "0.2");
    assertThat(parameter(study, "seed")).containsExactly("3", "1", "3", "1", "3", "1");
  }

  @Test
  void axesAndLabelsOfOneLineKeepTheirOrder() throws IOException {
    Study study =
        study(
            "sweep { \"optimizer.momentum\" = [0.5, 0.1], labels { true { corruptions = [] }, random {} }, seed = [1, 2], decay { z { regularizers = [{ type = weight-decay, coefficient = 1 }] }, a {} } }");

    assertThat(study.axes()).containsExactly("optimizer.momentum", "labels", "seed", "decay");
    assertThat(study.labels("labels")).containsExactly("true", "random");
    assertThat(study.labels("decay")).containsExactly("z", "a");
    assertThat(study.variants()).hasSize(16);
    assertThat(parameter(study, "corruptions.0.type").subList(0, 5))
        .containsExactly("none", "none", "none", "none", "random-labels");
  }

  @Test
  void aFragmentIsMergedKeyByKeyAlsoIntoLists() throws IOException {
    Study study =
        study(
            """
            sweep {
              mix {
                plain {}
                fancy { optimizer { nesterov = true }, corruptions.0.probability = 0.5, model.widths = [1] }
              }
            }
            """);

    assertThat(parameter(study, "optimizer.momentum")).containsExactly("0.5", "0.5");
    assertThat(parameter(study, "optimizer.nesterov")).containsExactly("false", "true");
    assertThat(parameter(study, "corruptions.0.probability")).containsExactly("1.0", "0.5");
    assertThat(parameter(study, "model.widths")).containsExactly("[512]", "[1]");
  }

  @Test
  void aBlockThatChangesItsTypeStartsAfresh() throws IOException {
    Study study =
        study(
            """
            sweep {
              optimizers {
                sgd { optimizer { type = sgd, nesterov = true } }
                adam { optimizer { type = adam } }
              }
              model = [mlp, linear, { type = mlp, widths = [3] }]
            }
            """);

    assertThat(parameter(study, "optimizer.momentum"))
        .containsExactly("0.5", "0.5", "0.5", "none", "none", "none");
    assertThat(parameter(study, "optimizer.learning-rate"))
        .containsExactly("0.1", "0.1", "0.1", "0.001", "0.001", "0.001");
    assertThat(parameter(study, "model.widths").subList(0, 3))
        .containsExactly("[512]", "none", "[3]");
    assertThat(study.labels("model")).containsExactly("mlp", "linear", "mlp widths=[3]");
  }

  @Test
  void aSweepOverAVariableReachesEveryPlaceThatRefersToIt() throws IOException {
    Study study =
        study(
            """
            corruptions = [{ type = random-labels, probability = ${variables.rate} }]
            sweep {
              "corruptions.0.stream" = [1]
              "variables.rate" = [0.25, 0.75]
            }
            """);

    assertThat(parameter(study, "optimizer.learning-rate")).containsExactly("0.25", "0.75");
    assertThat(parameter(study, "corruptions.0.probability")).containsExactly("0.25", "0.75");
    assertThat(parameter(study, "corruptions.0.stream")).containsExactly("1", "1");
  }

  @Test
  void overridesCanChangeTheSweep() throws IOException {
    String sweep = "sweep { seed = [1, 2, 3], \"optimizer.momentum\" = [0.1, 0.2] }";

    assertThat(study(sweep, "sweep.seed=[7]").variants()).hasSize(2);
    assertThat(study(sweep, "sweep.\"optimizer.momentum\"=[0.7]").axes())
        .containsExactlyInAnyOrder("seed", "optimizer.momentum");
    assertThat(study(sweep, "sweep=null").variants()).hasSize(1);
  }

  @Test
  void overridesThatAPointSetsAsideAreKnownWithWhatToSetInstead() throws IOException {
    Study study =
        study(
            "sweep { rate { \"0.1\" {}, other { optimizer { type = adam } } }, seeds = 1 }",
            "optimizer.momentum=0.9",
            "training.epochs=5",
            "sweep.seeds=1");

    assertThat(study.variants())
        .extracting(Variant::idle)
        .containsExactly(
            List.of(),
            List.of(
                new IdleOverride(
                    "optimizer.momentum=0.9", "-o 'sweep.rate.other.optimizer.momentum=0.9'")));
  }

  @Test
  void aGridThatIsTooLargeIsRefused() {
    String range = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22]";

    assertThatThrownBy(
            () ->
                study(
                    "sweep { seed = %s, \"training.epochs\" = %s, \"training.log-every\" = %s }"
                        .formatted(range, range, range)))
        .hasMessageContaining("experiment.conf:8: the sweep asks for 10648 runs");
  }

  @Test
  void whatOneAxisSetsAndAnotherSetsAsideIsRefused() {
    assertThatThrownBy(
            () ->
                study(
                    """
                    sweep {
                      "optimizer.learning-rate" = [0.1]
                      b { y { optimizer.learning-rate = 1 }, z {} }
                    }
                    """))
        .hasMessageEndingWith(
            "experiment.conf:10: optimizer.learning-rate is set by two axes of the sweep,"
                + " optimizer.learning-rate and b, and a run has one value; put all of its values"
                + " on one axis");
    assertThatThrownBy(
            () ->
                study(
                    """
                    sweep {
                      a { small { model.widths = [3] }, large { model.widths = [9] } }
                      b { short { training.epochs = 1 }, narrow { model.widths = [1] } }
                    }
                    """))
        .hasMessageEndingWith("and a run has one value; put all of its values on one axis")
        .hasMessageContaining("model.widths.0 is set by two axes of the sweep, a and b");
  }

  @Test
  void anAxisThatBeginsABlockAfreshSetsAnotherAxisAside() {
    assertThatThrownBy(
            () ->
                study(
                    """
                    sweep {
                      "optimizer.learning-rate" = [0.1, 0.2]
                      optimizers { sgd {}, adam { optimizer { type = adam } } }
                    }
                    """))
        .hasMessageContaining("optimizer.learning-rate and optimizers, and a run has one value");
    assertThatThrownBy(
            () ->
                study(
                    """
                    sweep {
                      labels { half { corruptions = [{ type = random-labels, probability = 0.5 }] } }
                      "corruptions.0.probability" = [0, 1]
                    }
                    """))
        .hasMessageContaining("corruptions.0.probability is set by two axes of the sweep, labels");
  }

  @Test
  void axesMaySetKeysOfTheSameBlockAndTheSameValue() throws IOException {
    Study study =
        study(
            """
            sweep {
              optimizers { sgd { optimizer.nesterov = true }, adam { optimizer { type = adam } } }
              "optimizer.learning-rate" = [0.1, 0.2]
              model = [mlp, { type = mlp, widths = [3] }]
              labels { random { corruptions = [random-labels] } }
              "corruptions.0.probability" = [0.5]
              again { x { model.type = mlp, model.others = null } }
            }
            """);

    assertThat(study.variants()).hasSize(8);
    assertThat(parameter(study, "optimizer.learning-rate").subList(0, 4))
        .containsExactly("0.1", "0.1", "0.2", "0.2");
  }
}
