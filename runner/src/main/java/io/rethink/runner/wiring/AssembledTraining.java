package io.rethink.runner.wiring;

import io.rethink.api.data.DatasetInfo;
import io.rethink.engine.Network;
import io.rethink.runner.training.SeededStreams;
import io.rethink.runner.training.Task;
import io.rethink.runner.training.TrainingPlan;

/** The parts of a run that trains a network. */
public record AssembledTraining(
    DatasetInfo dataset, Task task, Network network, TrainingPlan plan, SeededStreams seeds)
    implements AssembledRun {

  @Override
  public void close() {
    network.close();
  }
}
