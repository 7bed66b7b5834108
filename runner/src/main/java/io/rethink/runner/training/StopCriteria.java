package io.rethink.runner.training;

import io.rethink.api.model.Parameters;
import io.rethink.api.optimization.EpochSummary;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.runner.config.Threshold;
import io.rethink.runner.training.TrainingResult.Stopped;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides after an evaluation whether training ends, and keeps the best parameters. */
final class StopCriteria {

  private final TrainingPlan plan;
  private final BestParameters best;

  /**
   * The criteria of a plan.
   *
   * @param best where parameters go that a stopping rule calls the best so far
   */
  StopCriteria(TrainingPlan plan, BestParameters best) {
    this.plan = plan;
    this.best = best;
  }

  /** Why training ends after this epoch, or null if it goes on. */
  @Nullable Stopped judge(EpochSummary epoch, Parameters parameters) {
    Stopped reason = null;
    for (StoppingRule rule : plan.stoppingRules()) {
      StoppingRule.Verdict verdict = rule.judge(epoch);
      if (verdict.best() && rule.keepsBest()) {
        best.keep(epoch.epoch(), parameters);
      }
      if (verdict.stop()) {
        reason = Stopped.STOPPING_RULE;
      }
    }
    Threshold goal = plan.settings().stopAt();
    return goal != null && isReached(goal, epoch.metrics()) ? Stopped.GOAL_REACHED : reason;
  }

  /** Whether the metrics of the training set are at least as good as a threshold. */
  static boolean isReached(Threshold threshold, Map<String, Double> metrics) {
    return threshold.reachedBy(
        metrics.getOrDefault(Metrics.TRAIN_LOSS, Double.NaN),
        metrics.getOrDefault(Metrics.TRAIN_ACCURACY, Double.NaN));
  }
}
