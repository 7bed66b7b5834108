package io.rethink.runner.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressState;
import org.junit.jupiter.api.Test;

class TrainingBarTest {

  @Test
  void theLineShowsNameBarStateAndTimeLeft() {
    assertThat(line("digits", 100))
        .startsWith("digits █████░░░░░  50 %  epoch 5/10, loss 0.5  0:0")
        .endsWith(" left");
  }

  @Test
  void theNameGivesWayOnANarrowTerminal() {
    assertThat(line("[7/12] labels=random, weight-decay=none, seed=1", 80))
        .hasSize(80)
        .startsWith("[7/12] labels=")
        .contains("… █████░░░░░  50 %  epoch 5/10, loss 0.5");
  }

  @Test
  void aLineIsNeverLongerThanTheTerminal() {
    assertThat(line("digits", 20)).hasSize(20);
  }

  private static String line(String name, int width) {
    AtomicReference<ProgressState> state = new AtomicReference<>();
    ProgressBarConsumer nowhere =
        new ProgressBarConsumer() {
          @Override
          public int getMaxRenderedLength() {
            return width;
          }

          @Override
          public void accept(String line) {}

          @Override
          public void close() {}
        };
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(10)
            .setConsumer(nowhere)
            .setRenderer(
                (progress, length) -> {
                  state.set(progress);
                  return "";
                })
            .build()) {
      bar.stepTo(5);
      bar.setExtraMessage("epoch 5/10, loss 0.5");
      bar.refresh();
    }
    return new TrainingBar().render(Objects.requireNonNull(state.get()), width);
  }
}
