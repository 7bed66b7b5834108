package io.rethink.measurement;

import io.rethink.api.Description;
import io.rethink.api.data.Examples;
import io.rethink.api.measurement.Findings;
import io.rethink.api.measurement.Measure;
import io.rethink.api.measurement.Table;
import io.rethink.api.measurement.TrainedNetwork;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Norms of the weights of dense and convolution layers; biases are left out. A convolution counts
 * as the matrix {@code [out, in * height * width]} of its kernels, whose spectral norm is not that
 * of the convolution as a map of images.
 *
 * <p>The numbers are {@code norm/LAYER/frobenius} and {@code norm/LAYER/spectral} for each layer,
 * their products {@code norm/frobenius-product} and {@code norm/spectral-product}, and {@code
 * norm/l2} of all weights together. The table {@code norm/layers} has a row for each layer.
 */
@Description("Frobenius and spectral norms of each layer's weights, and their products.")
public final class Norms implements Measure {

  /** There are no options. */
  public record Config() {}

  @Inject
  public Norms() {}

  @Override
  public boolean needsParameters() {
    return true;
  }

  @Override
  public void measure(TrainedNetwork network, Examples train, Examples test, Findings findings) {
    double squares = 0;
    double frobeniusProduct = 1;
    double spectralProduct = 1;
    List<List<Object>> rows = new ArrayList<>();
    for (WeightMatrix matrix : WeightMatrix.all(network.parameters())) {
      double frobenius = matrix.frobenius();
      double spectral = matrix.spectral();
      findings.number("norm/" + matrix.name() + "/frobenius", frobenius);
      findings.number("norm/" + matrix.name() + "/spectral", spectral);
      rows.add(List.of(matrix.name(), matrix.size(), frobenius, spectral));
      squares += matrix.sumOfSquares();
      frobeniusProduct *= frobenius;
      spectralProduct *= spectral;
    }
    findings.number("norm/l2", Math.sqrt(squares));
    findings.number("norm/frobenius-product", frobeniusProduct);
    findings.number("norm/spectral-product", spectralProduct);
    findings.table(
        "norm/layers", new Table(List.of("layer", "weights", "frobenius", "spectral"), rows));
  }
}
