package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.measurement.Measure;
import io.rethink.api.optimization.Optimizer;
import io.rethink.api.regularization.Augmentation;
import io.rethink.api.regularization.GradientChange;
import io.rethink.api.regularization.Mixing;
import io.rethink.api.regularization.NetworkChange;
import io.rethink.api.regularization.Penalty;
import io.rethink.api.regularization.Projection;
import io.rethink.api.regularization.Regularizer;
import io.rethink.api.regularization.StoppingRule;
import io.rethink.runner.config.TrainingSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that a training is made of, besides its task and its network. */
public record TrainingPlan(
    TrainingSettings settings,
    Optimizer optimizer,
    List<Regularizer> regularizers,
    List<ScheduledMeasure> measures) {

  /**
   * Checks that the parts go together.
   *
   * @throws UserException if two regularizers mix examples
   */
  public TrainingPlan {
    regularizers = List.copyOf(regularizers);
    measures = List.copyOf(measures);
    if (regularizers.stream().filter(Mixing.class::isInstance).count() > 1) {
      throw new UserException(
          "two of the regularizers mix examples, but an example has two labels at most; leave one of them out");
    }
  }

  /**
   * A measure and when it is taken.
   *
   * @param every after every so many epochs as well as at the end, or null for the end only
   */
  public record ScheduledMeasure(Measure measure, @Nullable Integer every) {

    boolean dueAfter(int epoch) {
      return every != null && epoch % every == 0;
    }
  }

  /**
   * Number of steps in an epoch of so many training examples: one for each batch, of which the last
   * may be smaller, or one in all.
   */
  public int stepsPerEpoch(int examples) {
    if (optimizer.fullBatch()) {
      return 1;
    }
    int batch = Math.min(settings.batchSize(), examples);
    return (examples + batch - 1) / batch;
  }

  /** The regularizers that add to the loss. */
  List<Penalty> penalties() {
    return playing(Penalty.class);
  }

  /** The regularizers that change gradients. */
  List<GradientChange> gradientChanges() {
    return playing(GradientChange.class);
  }

  /** The regularizers that constrain parameters. */
  List<Projection> projections() {
    return playing(Projection.class);
  }

  /** The regularizers that change training inputs. */
  public List<Augmentation> augmentations() {
    return playing(Augmentation.class);
  }

  /** The regularizer that mixes training examples, if there is one. */
  @Nullable Mixing mixing() {
    return playing(Mixing.class).stream().findFirst().orElse(null);
  }

  /** The regularizers that change the network's configuration. */
  public List<NetworkChange> networkChanges() {
    return playing(NetworkChange.class);
  }

  /** The regularizers that may end training. */
  List<StoppingRule> stoppingRules() {
    return playing(StoppingRule.class);
  }

  private <T extends Regularizer> List<T> playing(Class<T> role) {
    return regularizers.stream().filter(role::isInstance).map(role::cast).toList();
  }
}
