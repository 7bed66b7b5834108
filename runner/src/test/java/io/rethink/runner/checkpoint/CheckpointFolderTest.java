package io.rethink.runner.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.training.Metrics;
import io.rethink.runner.training.RunningEvaluation;
import io.rethink.runner.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointFolderTest {

  private static final int STEPS_PER_EPOCH = 10;
  private static final int EPOCHS = 9;
  // The weights lie column by column, as DL4J keeps those of dense layers.
  private static final List<ParameterBlock> BLOCKS =
      List.of(
          new ParameterBlock("dense", "W", Role.WEIGHT, 0, List.of(3L, 2L), 'f'),
          new ParameterBlock("dense", "b", Role.BIAS, 6, List.of(1L, 2L), 'c'));

  @TempDir private Path path = Path.of("");
  private CheckpointFolder folder = new CheckpointFolder(path);
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void open() {
    folder = new CheckpointFolder(path);
  }

  @Test
  void theNewestTwoAndTheBestAreKept() throws IOException {
    double[] losses = {0.5, 0.2, 0.4, 0.3, 0.6};
    for (int epoch = 1; epoch <= losses.length; epoch++) {
      write(checkpoint(epoch, Arrays.copyOf(losses, epoch)));
    }
    assertThat(names()).containsExactly(name(20), name(40), name(50));
    // Another process knows the best from the files.
    folder = new CheckpointFolder(path);
    write(checkpoint(6, 0.5, 0.2, 0.4, 0.3, 0.6, 0.25));
    assertThat(names()).containsExactly(name(20), name(50), name(60));
  }

  @Test
  void whatIsWrittenIsReadToTheLastBit() throws IOException {
    Checkpoint written = checkpoint(2, 1.0 / 3, Double.NaN);
    write(written);
    Checkpoint read = folder.newest(1000, warnings::add).orElseThrow();
    assertThat(read.training().parameters()).isEqualTo(written.training().parameters());
    assertThat(read.training().best()).isEqualTo(written.training().best());
    assertThat(read.training().optimizer()).isEqualTo(written.training().optimizer());
    assertThat(read.training().evaluations()).isEqualTo(written.training().evaluations());
    assertThat(read.counters()).isEqualTo(written.counters());
    assertThat(read.origin()).isEqualTo(written.origin());
    assertThat(read.journalPosition()).isEqualTo(77);
    assertThat(warnings).isEmpty();
  }

  @Test
  void arraysThatLieColumnByColumnAreWrittenTransposed() throws IOException {
    write(checkpoint(1, 0.1));
    Safetensors file = Safetensors.read(path.resolve(name(10)));
    assertThat(file.tensors())
        .extracting(tensor -> tensor.name() + tensor.shape())
        .containsExactly(
            "parameters/dense/W[2, 3]",
            "parameters/dense/b[1, 2]",
            "best/dense/W[2, 3]",
            "best/dense/b[1, 2]",
            "optimizer/velocity[1, 8]");
    // Input i and output j are at 3 j + i of the vector 0, 1, 2, ...
    assertThat(file.tensors().get(0).memory().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 1, 2}, {3, 4, 5}});
  }

  @Test
  void aDamagedOneIsSetAsideAndTheOneBeforeItTaken() throws IOException {
    write(checkpoint(1, 0.1));
    write(checkpoint(2, 0.1, 0.2));
    Path newest = path.resolve(name(20));
    byte[] bytes = Files.readAllBytes(newest);
    Files.write(newest, Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(folder.newest(1000, warnings::add).orElseThrow().training().step()).isEqualTo(10);
    assertThat(warnings).singleElement().asString().contains(newest + " is damaged");
    assertThat(names()).containsExactly(name(10), name(20) + ".damaged");
  }

  @Test
  void oneWhoseJournalIsLostIsNotTaken() throws IOException {
    write(checkpoint(1, 0.1));
    assertThat(folder.newest(76, warnings::add)).isEmpty();
    assertThat(warnings)
        .satisfiesExactly(
            first -> assertThat(first).contains("the journal is shorter"),
            second -> assertThat(second).contains("training starts once more"));
  }

  private void write(Checkpoint checkpoint) throws IOException {
    folder.write(
        checkpoint.training().step(),
        CheckpointCodec.testLoss(checkpoint.training(), STEPS_PER_EPOCH),
        CheckpointCodec.encode(checkpoint, BLOCKS, STEPS_PER_EPOCH, EPOCHS));
  }

  private static Checkpoint checkpoint(int epochs, double... testLosses) {
    List<EpochSummary> evaluations = new ArrayList<>();
    for (int i = 0; i < testLosses.length; i++) {
      evaluations.add(
          new EpochSummary(
              i + 1,
              new Position((i + 1L) * STEPS_PER_EPOCH, STEPS_PER_EPOCH, EPOCHS),
              Map.of(Metrics.TEST_LOSS, testLosses[i])));
    }
    return new Checkpoint(
        new TrainingState(
            (long) epochs * STEPS_PER_EPOCH,
            new RunningEvaluation(0.1 + 0.7, 5, 7),
            true,
            null,
            1,
            1,
            evaluations,
            Nd4j.create(new float[][] {{0, 1, 2, 3, 4, 5, 6, 7}}),
            Map.of("velocity", Nd4j.create(new float[][] {{8, 7, 6, 5, 4, 3, 2, 1e-30f}})),
            Nd4j.create(new float[][] {{1, 1, 2, 3, 4, 5, 6, 7}})),
        new MetricCounters(0.1 + 0.2, 3, Map.of("norm/all", 1.0 / 3)),
        77,
        new Origin("c", "d", "l", Map.of("io.Plugin", "")));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String name(int step) {
    return "step-%012d.safetensors".formatted(step);
  }
}
