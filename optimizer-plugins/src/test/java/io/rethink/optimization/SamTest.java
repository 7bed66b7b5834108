package io.rethink.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.optimization.Position;
import io.rethink.api.optimization.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The trajectories are those of PyTorch 2.15 in float64; see {@code
 * src/test/python/torch_trajectories.py}.
 */
class SamTest {

  private static final Offset<Double> FLOAT32 = within(2e-5);
  private static final Schedule CONSTANT = new Schedule.Constant(0);

  private static Optimizer sam(double momentum) {
    return new Sam(new Sam.Config(0.05, momentum, 0.3, CONSTANT));
  }

  @Test
  void appliesTheGradientOfTheWorstPointNearby() {
    Valley valley = new Valley(1);
    Optimizer sam = sam(0);

    assertThat(valley.after(1, sam))
        .containsExactly(
            new double[] {
              -0.014708533351169574, -0.6470853335116957, -0.9924926457333244, 1.6911748799892983, 7
            },
            FLOAT32);
    assertThat(valley.after(5, sam))
        .containsExactly(
            new double[] {
              0.4442594560349189, -2.0135236716136586, -0.9627153598078647, 0.7906644266550593, 7
            },
            FLOAT32);
    assertThat(valley.after(20, sam))
        .containsExactly(
            new double[] {
              0.8288345586334839, -2.097042056020101, -0.8528701122760485, 0.0015012103226324917, 7
            },
            FLOAT32);
    assertThat(sam.state()).isEmpty();
  }

  @Test
  void withMomentumFollowsTheHeavyBall() {
    Valley valley = new Valley(1);
    Optimizer sam = sam(0.9);

    assertThat(valley.after(5, sam))
        .containsExactly(
            new double[] {
              0.7084069243609828, -2.9727650153215515, -0.90241377092034, -0.7987848214378386, 7
            },
            FLOAT32);
    assertThat(valley.after(20, sam))
        .containsExactly(
            new double[] {
              0.7744705611773602, -2.378420811965037, -0.22236373062812992, -0.35369726583310435, 7
            },
            FLOAT32);
  }

  @Test
  void evaluatesTwiceAndKeepsTheStatisticsOfTheFirstTime() {
    INDArray parameters = Nd4j.createFromArray(new float[][] {{3, 4, 0}});
    INDArray gradient = Nd4j.zeros(1, 3);
    List<List<Double>> seen = new ArrayList<>();
    // Half the squared distance from the origin, and a statistic that counts evaluations.
    Objective counting =
        new Objective() {
          @Override
          public INDArray parameters() {
            return parameters;
          }

          @Override
          public List<ParameterBlock> blocks() {
            return List.of();
          }

          @Override
          public INDArray gradient() {
            return gradient;
          }

          @Override
          public double evaluate() {
            double x = parameters.getDouble(0);
            double y = parameters.getDouble(1);
            seen.add(List.of(x, y));
            gradient.assign(parameters).putScalar(2, 0);
            parameters.putScalar(2, parameters.getDouble(2) + 1);
            return (x * x + y * y) / 2;
          }

          @Override
          public Position position() {
            return new Position(0, 1, 1);
          }
        };

    new Sam(new Sam.Config(0.5, 0, 1, CONSTANT)).step(counting);

    // From (3, 4), a length of 5, to a length of 6, whose gradient is (3.6, 4.8).
    assertThat(seen.get(0)).containsExactly(3.0, 4.0);
    assertThat(seen.get(1).get(0)).isCloseTo(3.6, FLOAT32);
    assertThat(seen.get(1).get(1)).isCloseTo(4.8, FLOAT32);
    assertThat(seen).hasSize(2);
    assertThat(parameters.toDoubleVector()).containsExactly(new double[] {1.2, 1.6, 1}, FLOAT32);
  }

  @Test
  void continuesFromARestoredStateAsIfItHadNeverStopped() {
    Resumption.assertExact(() -> sam(0.9), "velocity");
  }
}
