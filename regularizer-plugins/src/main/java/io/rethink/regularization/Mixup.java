package io.rethink.regularization;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.regularization.Mixing;
import io.rethink.api.regularization.NetworkChange;
import io.rethink.api.regularization.SmoothedLoss;
import jakarta.inject.Inject;
import jakarta.validation.constraints.DecimalMin;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Mixup (Zhang et al. 2018): trains on {@code share * x + (1 - share) * x'} with the target {@code
 * share * y + (1 - share) * y'}, where {@code x'} is another example of the batch and {@code share}
 * follows Beta(alpha, alpha). As in the authors' program, a batch has one share, and its partners
 * are a permutation of it; of {@code share} and {@code 1 - share}, which are equally likely, the
 * larger one is the example's own.
 */
@Description("Trains on mixtures of two examples each, and of their labels.")
public final class Mixup implements Mixing, NetworkChange {

  /** The options of {@link Mixup}. */
  public record Config(
      @Description(
              "Both parameters of the share's beta distribution: near 0 examples are hardly mixed,"
                  + " at 1 the share is uniform.")
          @Default("0.2")
          @DecimalMin("0.01")
          double alpha) {}

  private final BetaDistribution shares;
  private float[] unmixed = {};

  @Inject
  public Mixup(Config config) {
    // Drawn from by its inverse, so that it needs no generator of its own.
    this.shares = new BetaDistribution(null, config.alpha(), config.alpha());
  }

  /**
   * Sees to it that the loss takes targets between two labels. Changes nothing.
   *
   * @throws UserException if it does not
   */
  @Override
  public void change(ComputationGraphConfiguration configuration) {
    String output = configuration.getNetworkOutputs().get(0);
    if (!(configuration.getVertices().get(output) instanceof LayerVertex vertex
        && vertex.getLayerConf().getLayer() instanceof BaseOutputLayer layer
        && takesMixtures(layer))) {
      throw new UserException(
          "mixup trains towards targets between two labels, which takes a network that ends in softmax with cross-entropy, or in a squared error; '%s' does not"
              .formatted(output));
    }
  }

  private static boolean takesMixtures(BaseOutputLayer layer) {
    ILossFunction loss = layer.getLossFn();
    return loss instanceof LossMSE
        || loss instanceof LossL2
        || (layer.getActivationFn() instanceof ActivationSoftmax
            && (loss instanceof LossMCXENT || loss instanceof SmoothedLoss));
  }

  @Override
  public Mixture mix(float[] inputs, int size, InputShape shape, RandomGenerator random) {
    double larger = shares.inverseCumulativeProbability((1 + random.nextDouble()) / 2);
    double share = Math.min(1, Math.max(0.5, larger));
    int[] partners = permutation(size, random);
    int length = shape.size();
    if (unmixed.length < size * length) {
      unmixed = new float[size * length];
    }
    System.arraycopy(inputs, 0, unmixed, 0, size * length);
    float own = (float) share;
    float rest = (float) (1 - share);
    for (int i = 0; i < size; i++) {
      int from = i * length;
      int other = partners[i] * length;
      for (int k = 0; k < length; k++) {
        inputs[from + k] = own * unmixed[from + k] + rest * unmixed[other + k];
      }
    }
    return new Pairs(partners, share);
  }

  private static int[] permutation(int size, RandomGenerator random) {
    int[] permutation = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      permutation[i] = permutation[j];
      permutation[j] = i;
    }
    return permutation;
  }

  /** Pairs of one share. */
  private static final class Pairs implements Mixture {

    private final int[] partners;
    private final double share;

    Pairs(int[] partners, double share) {
      this.partners = partners;
      this.share = share;
    }

    @Override
    public int partner(int index) {
      return partners[index];
    }

    @Override
    public double share(int index) {
      return share;
    }
  }
}
