package io.rethink.runner.wiring;

import io.rethink.api.data.DatasetInfo;
import io.rethink.engine.Network;
import io.rethink.runner.training.SeededStreams;
import io.rethink.runner.training.Task;
import io.rethink.runner.training.TrainingPlan;

/** The parts of a run, ready to train. Closing it frees the network. */
public record AssembledRun(
    DatasetInfo dataset, Task task, Network network, TrainingPlan plan, SeededStreams seeds)
    implements AutoCloseable {

  @Override
  public void close() {
    network.close();
  }
}
