package io.rethink.runner.training;

import io.rethink.api.optimization.EpochSummary;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a training stands between two steps: all that the rest of it depends on, besides what it is
 * made from. There are no random generators in it, because each stream starts anew from the seed, a
 * name and the number of the step, the epoch or the example. The arrays may be live.
 *
 * @param step number of steps taken
 * @param running over the batches of the last epoch that was begun
 * @param epochClosed whether what follows an epoch has been done for the last whole one:
 *     evaluation, stopping rules, measures
 * @param stopped why training has ended, or null if it has not
 * @param epochsToInterpolation the first evaluated epoch at which the training set was fitted
 * @param bestEpoch the epoch that {@code best} is from
 * @param evaluations all epochs that were evaluated, in order; stopping rules are asked about them
 *     again
 * @param parameters the network's parameters with running statistics, {@code [1, n]}; once training
 *     has ended, the final network's
 * @param optimizer the optimizer's state
 * @param best the parameters of the best epoch, {@code [1, n]}, if a stopping rule keeps them
 */
public record TrainingState(
    long step,
    RunningEvaluation running,
    boolean epochClosed,
    @Nullable Stopped stopped,
    @Nullable Integer epochsToInterpolation,
    @Nullable Integer bestEpoch,
    List<EpochSummary> evaluations,
    INDArray parameters,
    Map<String, INDArray> optimizer,
    @Nullable INDArray best) {

  public TrainingState {
    if (step < 0 || (bestEpoch == null) != (best == null)) {
      throw new IllegalArgumentException(
          "no such state: step %d, best epoch %s".formatted(step, bestEpoch));
    }
    evaluations = List.copyOf(evaluations);
    optimizer = Map.copyOf(optimizer);
  }

  /** The same state in other arrays. */
  public TrainingState in(
      INDArray otherParameters,
      Map<String, INDArray> otherOptimizer,
      @Nullable INDArray otherBest) {
    return new TrainingState(
        step,
        running,
        epochClosed,
        stopped,
        epochsToInterpolation,
        bestEpoch,
        evaluations,
        otherParameters,
        otherOptimizer,
        otherBest);
  }
}
