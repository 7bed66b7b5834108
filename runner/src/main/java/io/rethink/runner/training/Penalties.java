package io.rethink.runner.training;

import io.rethink.api.UserException;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.regularization.L2Penalty;
import io.rethink.api.regularization.Penalty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The penalties of a training. Those of an l2 norm can be left to descent. */
final class Penalties {

  private final Parameters parameters;
  private final List<Penalty> all;
  private final List<L2Penalty> norms = new ArrayList<>();
  private final List<Penalty> others = new ArrayList<>();
  private final Map<ParameterBlock, Double> decay = new LinkedHashMap<>();

  Penalties(List<Penalty> penalties, Parameters parameters) {
    this.parameters = parameters;
    this.all = List.copyOf(penalties);
    for (Penalty penalty : penalties) {
      if (penalty instanceof L2Penalty norm) {
        norms.add(norm);
        for (ParameterBlock array : norm.penalized(parameters)) {
          requireTrained(array, norm);
          decay.merge(array, norm.coefficient(), Double::sum);
        }
      } else {
        others.add(penalty);
      }
    }
  }

  private static void requireTrained(ParameterBlock array, L2Penalty norm) {
    if (!array.isTrained()) {
      throw new UserException(
          "%s penalizes '%s' of layer '%s', which is not trained; L2Penalty.penalized must leave it out"
              .formatted(norm.getClass().getName(), array.name(), array.layer()));
    }
  }

  /** Adds the gradients of all penalties to {@code gradient}, and returns their value. */
  double addTo(INDArray gradient) {
    return added(all, gradient);
  }

  /** As {@link #addTo}, but {@code gradient} lacks {@link #decay} times the parameters then. */
  double addAllButDecayTo(INDArray gradient) {
    double value = added(others, gradient);
    for (L2Penalty norm : norms) {
      value += norm.value(parameters);
    }
    return value;
  }

  /** The coefficients of the arrays that decay. */
  Map<ParameterBlock, Double> decay() {
    return Collections.unmodifiableMap(decay);
  }

  private double added(List<Penalty> penalties, INDArray gradient) {
    double value = 0;
    for (Penalty penalty : penalties) {
      value += penalty.addTo(parameters, gradient);
    }
    return value;
  }
}
