package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rethink.api.UserException;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.config.Study;
import io.rethink.runner.config.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSelectionTest {

  @TempDir Path folder = Path.of("");

  private Study study() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            name = x
            dataset = digits
            model = linear
            optimizer { type = sgd, learning-rate = 0.1 }
            training { epochs = 1 }
            sweep { "training.epochs" = [1, 2], seed = [1, 2] }
            """);
    return new ExperimentReader(Catalog.discover()).read(file, List.of());
  }

  private List<String> selected(String... choices) throws IOException {
    Study study = study();
    return study.variants().stream()
        .filter(RunSelection.of(study, List.of(choices)))
        .map(Variant::name)
        .toList();
  }

  @Test
  void aChoiceHasAllOfItsLabelsAndARepeatedOneAddsRuns() throws IOException {
    assertThat(selected("training.epochs=2,seed=1")).containsExactly("training.epochs=2, seed=1");
    assertThat(selected("training.epochs=2,seed=1", "seed=2"))
        .containsExactly(
            "training.epochs=1, seed=2", "training.epochs=2, seed=1", "training.epochs=2, seed=2");
  }

  @Test
  void anAxisThatIsGivenTwiceIsRefused() {
    assertThatThrownBy(() -> selected("seed=2,seed=1"))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "--only seed=2,seed=1: seed is given twice, and a run has one; for both, give"
                + " --only seed=2 --only seed=1");
  }
}
