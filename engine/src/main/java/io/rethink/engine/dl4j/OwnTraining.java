package io.rethink.engine.dl4j;

import io.rethink.api.UserException;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;

/** What a model says of its training, which nobody would follow. */
final class OwnTraining {

  private OwnTraining() {}

  /**
   * Requires an initialized graph to leave penalties, constraints and the treatment of gradients to
   * the experiment.
   *
   * @throws UserException if it does not
   */
  static void refuse(ComputationGraph graph) {
    for (GraphVertex vertex : graph.getVertices()) {
      TrainingConfig training = vertex.getConfig();
      Map<String, ?> parameters = vertex.paramTable(false);
      if (training == null || parameters == null || parameters.isEmpty()) {
        continue;
      }
      String name = vertex.getVertexName();
      for (String parameter : parameters.keySet()) {
        if (isGiven(training.getRegularizationByParam(parameter))) {
          throw refusal(
              name,
              "carries a penalty of its own",
              "l1, l2 or weightDecay",
              "name a regularizer in the experiment");
        }
      }
      if (vertex.hasLayer() && isGiven(vertex.getLayer().conf().getLayer().getConstraints())) {
        throw refusal(
            name,
            "constrains its parameters",
            "the constraints",
            "name a regularizer such as max-norm in the experiment");
      }
      if (training.getGradientNormalization() != null
          && training.getGradientNormalization() != GradientNormalization.None) {
        throw refusal(
            name,
            "normalizes its gradient",
            "gradientNormalization",
            "choose the experiment's optimizer");
      }
    }
  }

  private static boolean isGiven(@Nullable Collection<?> given) {
    return given != null && !given.isEmpty();
  }

  private static UserException refusal(String layer, String fault, String remove, String instead) {
    return new UserException(
        "the model's layer '%s' %s; a model is architecture only: remove %s from it and %s instead"
            .formatted(layer, fault, remove, instead));
  }
}
