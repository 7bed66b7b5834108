package io.rethink.measurement;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.ParameterBlock.Role;
import io.rethink.api.model.Parameters;
import jakarta.inject.Inject;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Sets a linear model beside the minimum-norm solution {@code X^T (X X^T)^-1 Y}, with one-hot
 * labels: that to which gradient descent on squared errors leads from zero, because its steps stay
 * in the span of the examples (Zhang et al. 2017, section 5). All is computed in double precision.
 *
 * <p>The numbers, each relative to the norm of that solution: {@code minimum-norm/distance} of the
 * weights, {@code minimum-norm/distance-in-span} of their projection on the span of the examples,
 * {@code minimum-norm/off-span} the norm of what is orthogonal to the span, and {@code
 * minimum-norm/off-span-change} how much that has changed since the start. Beside them {@code
 * minimum-norm/norm}, of the solution itself, and {@code minimum-norm/rank}, of the examples.
 */
@Description(
    "How far a linear model is from the minimum-norm solution, in and off the examples' span.")
public final class MinimumNormDistance implements Measure {

  private static final int MOST_EXAMPLES = 2000;

  /** There are no options. */
  public record Config() {}

  @Inject
  public MinimumNormDistance() {}

  @Override
  public boolean needsParameters() {
    return true;
  }

  @Override
  public void require(Parameters parameters, Examples train) {
    if (train.size() > MOST_EXAMPLES) {
      throw new UserException(
          "minimum-norm-distance computes the closed form for %,d training examples at most, not %,d; use fewer with dataset.train-examples"
              .formatted(MOST_EXAMPLES, train.size()));
    }
    List<ParameterBlock> blocks = parameters.blocks();
    List<Long> shape = List.of((long) train.shape().size(), (long) train.classes());
    if (blocks.size() != 1
        || blocks.get(0).role() != Role.WEIGHT
        || !blocks.get(0).shape().equals(shape)) {
      throw new UserException(
          "minimum-norm-distance is for linear models without a bias: model { type = linear, bias = false }");
    }
  }

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    RealMatrix now = weights(network.parameters());
    RealMatrix initial = weights(network.initialParameters());
    Span span = Span.of(inputs(train));
    RealMatrix solution = span.minimumNorm(targets(train));
    double size = solution.getFrobeniusNorm();
    RealMatrix inSpan = span.project(now);
    RealMatrix offSpan = now.subtract(inSpan);
    RealMatrix before = initial.subtract(span.project(initial));
    findings.number("minimum-norm/distance", now.subtract(solution).getFrobeniusNorm() / size);
    findings.number(
        "minimum-norm/distance-in-span", inSpan.subtract(solution).getFrobeniusNorm() / size);
    findings.number("minimum-norm/off-span", offSpan.getFrobeniusNorm() / size);
    findings.number(
        "minimum-norm/off-span-change", offSpan.subtract(before).getFrobeniusNorm() / size);
    findings.number("minimum-norm/norm", size);
    findings.number("minimum-norm/rank", span.rank());
  }

  /** The weights of a linear model, [values, classes]. */
  private static RealMatrix weights(Parameters parameters) {
    return new Array2DRowRealMatrix(
        parameters.blocks().get(0).view(parameters.vector()).dup().toDoubleMatrix(), false);
  }

  /** The examples, one a row. */
  private static RealMatrix inputs(Examples examples) {
    double[][] rows = new double[examples.size()][examples.shape().size()];
    float[] values = new float[examples.shape().size()];
    for (int i = 0; i < rows.length; i++) {
      examples.read(i, values, 0);
      for (int j = 0; j < values.length; j++) {
        rows[i][j] = values[j];
      }
    }
    return new Array2DRowRealMatrix(rows, false);
  }

  private static RealMatrix targets(Examples examples) {
    RealMatrix targets = new Array2DRowRealMatrix(examples.size(), examples.classes());
    for (int i = 0; i < examples.size(); i++) {
      targets.setEntry(i, examples.label(i), 1);
    }
    return targets;
  }
}
