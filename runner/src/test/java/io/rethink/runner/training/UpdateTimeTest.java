package io.rethink.runner.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.Objective;
import io.rethink.engine.Network;
import io.rethink.runner.config.Standardization;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UpdateTimeTest {

  private static final int PASS_MILLIS = 40;
  private static final int UPDATE_MILLIS = 10;
  private static final int BATCH = 16;

  private final INDArray vector = Nd4j.ones(1, 2);
  private final Set<Float> starts = new HashSet<>();

  private Network slowNetwork() {
    Network network = mock(Network.class);
    ParameterBlock weights =
        new ParameterBlock("dense", "W", ParameterBlock.Role.WEIGHT, 0, List.of(1L, 2L), 'f');
    when(network.parameters()).thenReturn(new Parameters(vector, List.of(weights)));
    when(network.gradient()).thenReturn(Nd4j.ones(1, 2));
    when(network.train(any(), anyLong()))
        .thenAnswer(
            call -> {
              starts.add(vector.getFloat(0));
              Thread.sleep(PASS_MILLIS);
              return 1.0;
            });
    return network;
  }

  @Test
  void passesThroughTheNetworkAreLeftOutAndStartAlike() {
    SmallTraining.Still optimizer =
        new SmallTraining.Still() {
          @Override
          public void step(Objective objective) {
            objective.evaluate();
            sleep();
            objective.parameters().subi(objective.gradient());
          }
        };
    TrainingPlan plan =
        new TrainingPlan(SmallTraining.settings(1, BATCH, null), optimizer, List.of(), List.of());
    Task task = new Task(SmallTraining.TRAIN, SmallTraining.TEST, Standardization.NONE);

    double time = UpdateTime.measure(task, plan, slowNetwork(), new SeededStreams(1), BATCH);

    assertThat(time).isBetween((double) UPDATE_MILLIS, (double) PASS_MILLIS);
    assertThat(starts).containsExactlyInAnyOrder(1f);
  }

  private static void sleep() {
    try {
      Thread.sleep(UPDATE_MILLIS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
