package io.rethink.runner.wiring;

import io.rethink.api.data.DatasetInfo;
import io.rethink.runner.training.Task;

/** The parts of a run, ready to be carried out. Closing it frees what they hold. */
public sealed interface AssembledRun extends AutoCloseable permits AssembledTraining, AssembledFit {

  /** What is known of the data set. */
  DatasetInfo dataset();

  /** The training and test examples. */
  Task task();

  @Override
  void close();
}
