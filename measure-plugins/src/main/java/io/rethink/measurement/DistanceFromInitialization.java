package io.rethink.measurement;

import io.rethink.api.Description;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;
import java.util.List;

/**
 * How far training has moved the weights of dense and convolution layers, as the Frobenius norm of
 * their change (Nagarajan and Kolter 2017); biases are left out.
 *
 * <p>The numbers are {@code distance/LAYER} for each layer and {@code distance/all}, and the same
 * with {@code -relative}: divided by the norm of the initial weights, and left out where that is 0.
 */
@Description("The distance of the weights from their initial values, by layer and in all.")
public final class DistanceFromInitialization implements Measure {

  /** There are no options. */
  public record Config() {}

  @Inject
  public DistanceFromInitialization() {}

  @Override
  public boolean needsParameters() {
    return true;
  }

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    List<WeightMatrix> now = WeightMatrix.all(network.parameters());
    List<WeightMatrix> before = WeightMatrix.all(network.initialParameters());
    double moved = 0;
    double initial = 0;
    for (int i = 0; i < now.size(); i++) {
      double ofLayer = now.get(i).squaredDistanceTo(before.get(i));
      double initialOfLayer = before.get(i).sumOfSquares();
      report(findings, "distance/" + now.get(i).name(), ofLayer, initialOfLayer);
      moved += ofLayer;
      initial += initialOfLayer;
    }
    report(findings, "distance/all", moved, initial);
  }

  private static void report(Findings findings, String name, double moved, double initial) {
    findings.number(name, Math.sqrt(moved));
    if (initial > 0) {
      findings.number(name + "-relative", Math.sqrt(moved / initial));
    }
  }
}
