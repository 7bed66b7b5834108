package io.rethink.regularization;

import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.regularization.NetworkChange;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.PositiveOrZero;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Label smoothing (Szegedy et al. 2016, section 7): the network is trained towards {@code 1 -
 * amount} for the label and {@code amount} spread evenly over all classes. The reported losses are
 * those towards smoothed labels; accuracies are of the labels themselves.
 */
@Description("Trains towards labels that give every class a small share.")
public final class LabelSmoothing implements NetworkChange {

  /** The options of {@link LabelSmoothing}. */
  public record Config(
      @Description("The share that is spread evenly over all classes.")
          @PositiveOrZero
          @DecimalMax(value = "1", inclusive = false)
          double amount) {}

  private final Config config;

  @Inject
  public LabelSmoothing(Config config) {
    this.config = config;
  }

  /**
   * Replaces the loss of the output layer.
   *
   * @throws UserException if that is not softmax with cross-entropy
   */
  @Override
  public void change(ComputationGraphConfiguration configuration) {
    String output = configuration.getNetworkOutputs().get(0);
    if (configuration.getVertices().get(output) instanceof LayerVertex vertex
        && vertex.getLayerConf().getLayer() instanceof BaseOutputLayer layer
        && layer.getActivationFn() instanceof ActivationSoftmax
        && layer.getLossFn() instanceof LossMCXENT) {
      layer.setLossFn(new SmoothedCrossEntropy(layer.getLossFn(), config.amount()));
    } else {
      throw new UserException(
          "label-smoothing needs a network that ends in softmax with cross-entropy; '%s' does not"
              .formatted(output));
    }
  }
}
