package io.rethink.runner.training;

import io.rethink.api.data.Examples;
import io.rethink.api.measurement.TrainedNetwork;
import io.rethink.api.model.Parameters;

/** A network as measures see it. */
record MeasuredNetwork(Parameters parameters, Parameters initialParameters, Evaluator evaluator)
    implements TrainedNetwork {

  @Override
  public void score(Examples examples, ScoreVisitor visitor) {
    evaluator.visit(examples, visitor);
  }
}
