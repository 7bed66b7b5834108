package io.rethink.runner.training;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.optimization.Position;
import java.util.List;
import java.util.Map;

/** Told what happens in a training, on its thread. */
public interface TrainingListener {

  /** Training begins. */
  void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters);

  /** Training goes on from where an earlier process left it, after {@code steps} steps. */
  default void resumed(long steps) {}

  /**
   * A step has been taken.
   *
   * @param position where training stood before it
   * @param loss mean loss of its batch, without penalties
   * @param examples number of examples in its batch
   */
  void stepped(Position position, double loss, int examples);

  /** The network has been evaluated, after an epoch. */
  void evaluated(EpochSummary epoch);

  /**
   * A model has been computed in closed form, and evaluated; nothing else is told of such a run.
   */
  default void fitted(Map<String, Double> metrics) {}

  /** A listener that passes every call on to {@code listeners}, in order. */
  static TrainingListener all(List<TrainingListener> listeners) {
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan, int stepsPerEpoch, long trainableParameters) {
        listeners.forEach(each -> each.started(plan, stepsPerEpoch, trainableParameters));
      }

      @Override
      public void resumed(long steps) {
        listeners.forEach(each -> each.resumed(steps));
      }

      @Override
      public void stepped(Position position, double loss, int examples) {
        listeners.forEach(each -> each.stepped(position, loss, examples));
      }

      @Override
      public void evaluated(EpochSummary epoch) {
        listeners.forEach(each -> each.evaluated(epoch));
      }

      @Override
      public void fitted(Map<String, Double> metrics) {
        listeners.forEach(each -> each.fitted(metrics));
      }
    };
  }
}
