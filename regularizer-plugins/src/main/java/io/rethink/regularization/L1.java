package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.model.Parameters;
import io.rethink.api.regularization.Penalty;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Adds {@code coefficient * ‖w‖₁} to the loss, and {@code coefficient * sign(w)} to its gradient:
 * of the subgradients at {@code w = 0}, 0 is taken. Only the weights of dense and convolution
 * layers count, unless an option says otherwise.
 */
@Description("Adds coefficient times the l1 norm of the weights to the loss.")
public final class L1 implements Penalty {

  /** The options of {@link L1}. */
  public record Config(
      @Description("The factor of the norm.") @PositiveOrZero double coefficient,
      @Description("Whether biases are penalized too.") @Default("false") boolean biases,
      @Description("The names of the layers that are penalized; all if left out.")
          @Nullable
          @NotEmpty
          List<String> layers) {

    public Config {
      layers = layers == null ? null : List.copyOf(layers);
    }
  }

  private final double coefficient;
  private final PenalizedArrays arrays;
  private final Level1 blas = Nd4j.getBlasWrapper().level1();
  private @Nullable INDArray signs;

  @Inject
  public L1(Config config) {
    this.coefficient = config.coefficient();
    this.arrays = new PenalizedArrays(config.biases(), config.layers());
  }

  @Override
  public double addTo(Parameters parameters, INDArray gradient) {
    double sum = 0;
    List<INDArray> arrayWeights = arrays.weights(parameters);
    List<INDArray> arrayGradients = arrays.gradients(parameters, gradient);
    for (int i = 0; i < arrayWeights.size(); i++) {
      INDArray weights = arrayWeights.get(i);
      sum += blas.asum(weights);
      INDArray signs = roomFor(weights);
      Nd4j.exec(new Sign(weights, signs));
      blas.axpy(weights.length(), coefficient, signs, arrayGradients.get(i));
    }
    return coefficient * sum;
  }

  /** A buffer that is kept from step to step, as long as {@code weights}. */
  private INDArray roomFor(INDArray weights) {
    long n = weights.length();
    if (signs == null || signs.length() < n) {
      signs = Nd4j.createUninitializedDetached(weights.dataType(), 1, n);
    }
    return signs.get(NDArrayIndex.interval(0, 1, false), NDArrayIndex.interval(0, n));
  }
}
