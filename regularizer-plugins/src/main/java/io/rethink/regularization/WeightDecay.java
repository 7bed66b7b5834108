package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.model.ParameterBlock;
import io.rethink.api.model.Parameters;
import io.rethink.api.regularization.L2Penalty;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.blas.Level1;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Adds {@code coefficient / 2 * ‖w‖²} to the loss, and {@code coefficient * w} to its gradient.
 * Only the weights of dense and convolution layers count, unless an option says otherwise.
 */
@Description("Adds coefficient / 2 times the squared l2 norm of the weights to the loss.")
public final class WeightDecay implements L2Penalty {

  /** The options of {@link WeightDecay}. */
  public record Config(
      @Description("The factor of half the squared norm.") @PositiveOrZero double coefficient,
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

  @Inject
  public WeightDecay(Config config) {
    this.coefficient = config.coefficient();
    this.arrays = new PenalizedArrays(config.biases(), config.layers());
  }

  @Override
  public double coefficient() {
    return coefficient;
  }

  @Override
  public List<ParameterBlock> penalized(Parameters parameters) {
    return arrays.blocks(parameters);
  }

  @Override
  public double value(Parameters parameters) {
    double squares = 0;
    for (INDArray weights : arrays.weights(parameters)) {
      squares += blas.dot(weights.length(), 1, weights, weights);
    }
    return coefficient / 2 * squares;
  }

  @Override
  public double addTo(Parameters parameters, INDArray gradient) {
    List<INDArray> weights = arrays.weights(parameters);
    List<INDArray> gradients = arrays.gradients(parameters, gradient);
    for (int i = 0; i < weights.size(); i++) {
      blas.axpy(weights.get(i).length(), coefficient, weights.get(i), gradients.get(i));
    }
    return value(parameters);
  }
}
