package io.rethink.runner.config;

import io.rethink.api.Description;

/** What loss and accuracy of the training set are at the end of an epoch. */
public enum TrainMetrics {
  /** Those of the network at the end of the epoch, over the whole training set. */
  @Description("of the network at the end of the epoch, over the whole training set")
  EVALUATED,
  /**
   * The means over the epoch's batches, each as it was trained on: with augmentation and dropout,
   * and of a network that changes meanwhile. They cost nothing.
   */
  @Description("means over the epoch's batches as they were trained on, which cost no time")
  RUNNING
}
