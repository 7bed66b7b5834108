package io.rethink.runner.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.inject.Guice;
import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.runner.catalog.Catalog;
import io.rethink.runner.config.Experiment;
import io.rethink.runner.config.ExperimentReader;
import io.rethink.runner.training.SeededStreams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several corruptions of one type in a run. */
class RepeatedExtensionsTest {

  private static final String HALF = "{ type = random-labels, probability = 0.5 }";

  private static final Progress.Work NO_DISPLAY =
      new Progress.Work() {
        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
      };

  @TempDir Path folder = Path.of("");

  private Examples corrupted(String corruptions) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.conf"),
            """
            name = x
            seed = 7
            dataset = digits
            corruptions = [ %s ]
            model = linear
            optimizer { type = sgd, learning-rate = 0.1 }
            training { epochs = 1 }
            """
                .formatted(corruptions));
    Experiment experiment =
        new ExperimentReader(Catalog.discover())
            .read(file, List.of())
            .variants()
            .get(0)
            .experiment();
    RunAssembler assembler =
        Guice.createInjector(
                new ApplicationModule(() -> folder, (title, total, unit) -> NO_DISPLAY))
            .getInstance(RunAssembler.class);
    try (AssembledRun run = assembler.assemble(experiment, () -> folder)) {
      return run.task().train();
    }
  }

  private static int[] labels(Examples examples) {
    return IntStream.range(0, examples.size()).map(examples::label).toArray();
  }

  @Test
  void twoOfOneTypeCorruptIndependently() throws IOException {
    Examples examples = corrupted(HALF + ", " + HALF);

    // Each leaves a label with probability 1/2, or draws one of ten: 1 - 1/4 are drawn, 9/10 wrong.
    double wrong =
        IntStream.range(0, examples.size())
                .filter(i -> examples.label(i) != examples.trueLabel(i))
                .count()
            / (double) examples.size();
    double deviation = Math.sqrt(0.675 * 0.325 / examples.size());
    assertThat(wrong).isCloseTo(0.675, within(5 * deviation));
  }

  @Test
  void theFirstDrawsFromTheStreamOfASingleOne() throws IOException {
    RandomGenerator random = new SeededStreams(7).stream("corruption/random-labels");
    Examples single = corrupted(HALF);
    int[] expected = new int[single.size()];
    for (int i = 0; i < expected.length; i++) {
      boolean isDrawn = random.nextDouble() < 0.5;
      int drawn = random.nextInt(10);
      expected[i] = isDrawn ? drawn : single.trueLabel(i);
    }

    assertThat(labels(single)).isEqualTo(expected);
    assertThat(labels(corrupted(HALF + ", { type = random-labels, probability = 0 }")))
        .isEqualTo(expected);
  }
}
