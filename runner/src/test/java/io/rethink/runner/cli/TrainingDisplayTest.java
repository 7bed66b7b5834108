package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import io.rethink.runner.journal.RunStatus;
import io.rethink.runner.runs.EndedRun;
import io.rethink.runner.runs.OwnerProcess;
import io.rethink.runner.runs.RunFolder;
import io.rethink.runner.runs.RunRecord;
import io.rethink.runner.runs.RunResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrainingDisplayTest {

  private static final int STEPS = 100;
  private static final int EPOCHS = 3;

  private final AtomicLong clock = new AtomicLong();
  private final List<String> lines = new ArrayList<>();

  @Test
  void whereNobodyWatchesALongEpochIsTellingOfItselfEachMinute() {
    try (TrainingDisplay display = display()) {
      for (int step = 0; step < STEPS; step++) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(2));
        display.stepped(new Position(step, STEPS, EPOCHS), 2.25, 16);
      }
    }

    assertThat(lines)
        .hasSize(3)
        .containsOnly("run: epoch 1/3, loss 2.2500, train -, test -, 8 ex/s");
  }

  @Test
  void anEpochIsToldOfUnlessThereHasJustBeenALine() {
    try (TrainingDisplay display = display()) {
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(3));
        display.evaluated(
            new EpochSummary(
                epoch,
                new Position((long) epoch * STEPS, STEPS, EPOCHS),
                Map.of("train/loss", 0.5, "train/accuracy", 0.875, "test/accuracy", 0.25)));
      }
    }

    assertThat(lines)
        .containsExactly("run: epoch 2/3, loss 0.5000, train 87.5 %, test 25.0 %, 0 ex/s");
  }

  @Test
  void theTimeOfARunThatAnotherProcessBeganIsSaidToHoldThePauseToo() {
    OwnerProcess here = OwnerProcess.current();

    assertThat(TrainingDisplay.text(ended(here.started() + 1_000)))
        .isEqualTo("2 epochs, train 100.0 %, test 50.0 %, 86.5 s");
    assertThat(TrainingDisplay.text(ended(here.started() - 64_500)))
        .isEqualTo(
            "2 epochs, train 100.0 %, test 50.0 %, 86.5 s from its start to its end, pauses"
                + " included");
  }

  private static EndedRun ended(long started) {
    return new EndedRun(
        new RunFolder(Path.of("runs/e/a")),
        new RunRecord(
            "a", "e", "e", null, Map.of(), Map.of(), 1, "digest", started, OwnerProcess.current()),
        new RunResult(
            RunStatus.FINISHED,
            null,
            started + 86_500,
            2,
            200,
            "last-epoch",
            null,
            null,
            null,
            Map.of("train/accuracy", 1.0, "test/accuracy", 0.5)));
  }

  private TrainingDisplay display() {
    return new TrainingDisplay("run", false, "", clock::get, lines::add);
  }
}
