package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The trajectories are those of PyTorch 2.15 in float64; see {@code
 * src/test/python/torch_trajectories.py}.
 */
class AdamWTest {

  private static final Offset<Double> FLOAT32 = within(2e-5);
  private static final Schedule CONSTANT = new Schedule.Constant(0);

  private static Optimizer adamW(double decay, Schedule schedule) {
    return adamW(decay, true, schedule);
  }

  private static Optimizer adamW(double decay, boolean biases, Schedule schedule) {
    return new AdamW(new AdamW.Config(0.1, 0.9, 0.999, 1e-8, decay, biases, schedule));
  }

  /** The first two parameters are weights. */
  @Test
  void leavesBiasesAndScalesAloneUnlessToldOtherwise() {
    Valley valley = new Valley(1);
    Optimizer adamW = adamW(0.3, false, CONSTANT);

    assertThat(valley.after(1, adamW))
        .containsExactly(
            new double[] {0.0, 0.8700000000333333, -0.9000000066666662, 1.9000000001666666, 7},
            FLOAT32);
    assertThat(valley.after(5, adamW))
        .containsExactly(
            new double[] {
              0.3299350833839114, 0.3900295482869366, -0.5043582026726842, 1.502955780862354, 7
            },
            FLOAT32);
    assertThat(valley.after(20, adamW))
        .containsExactly(
            new double[] {
              1.4311308492311854, -0.8711740233223023, 0.6365028641234113, 0.2224524292168159, 7
            },
            FLOAT32);
  }

  /** The last parameter, 7, stands for a running statistic. */
  @Test
  void decaysAllParametersIfToldToAndLeavesStatisticsAlone() {
    Valley valley = new Valley(1);
    Optimizer adamW = adamW(0.3, CONSTANT);

    assertThat(valley.after(1, adamW))
        .containsExactly(
            new double[] {0.0, 0.8700000000333333, -0.8700000066666662, 1.8400000001666665, 7},
            FLOAT32);
    assertThat(valley.after(5, adamW))
        .containsExactly(
            new double[] {
              0.3299350833839114, 0.3900295482869366, -0.3937912457214071, 1.251865191489257, 7
            },
            FLOAT32);
    assertThat(valley.after(20, adamW))
        .containsExactly(
            new double[] {
              1.4311308492311854, -0.8711740233223023, 0.5969556906863686, -0.09603693984814252, 7
            },
            FLOAT32);
  }

  @Test
  void decaysAtTheScheduledRate() {
    Valley valley = new Valley(2);
    Optimizer adamW = adamW(0.3, new Schedule.Exponential(0.5, 0));

    assertThat(valley.after(5, adamW))
        .containsExactly(
            new double[] {
              0.1820342039747418, 0.5936115988408335, -0.5948503535196717, 1.5006734416570633, 7
            },
            FLOAT32);
    assertThat(valley.after(20, adamW))
        .containsExactly(
            new double[] {
              0.25122768813492374, 0.5074200467254308, -0.5101850988393514, 1.395648119522523, 7
            },
            FLOAT32);
  }

  @Test
  void isAdamWithoutDecay() {
    Optimizer adam = new Adam(new Adam.Config(0.1, 0.9, 0.999, 1e-8, CONSTANT));

    assertThat(new Valley(1).after(20, adamW(0, CONSTANT)))
        .containsExactly(new Valley(1).after(20, adam));
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(() -> adamW(0.3, CONSTANT), "mean", "square");
  }
}
