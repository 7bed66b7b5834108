package io.rethink.model;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import io.rethink.model.Kernel.Padding;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * The small AlexNet of Zhang et al. 2017, appendix A: two modules {@code conv1} and {@code conv2}
 * of a 5x5 convolution to 64 channels with ReLU, 3x3 maximum pooling of stride 2 and local response
 * normalization, then {@code dense1} of 384 and {@code dense2} of 192 units with ReLU, and {@code
 * output}. All padding is TensorFlow's {@code SAME}. The response normalization has the constants
 * of TensorFlow's CIFAR-10 tutorial, from which the network comes: 9 channels, bias 1, alpha 0.001
 * / 9, beta 0.75. On 28x28 crops of CIFAR-10 it has 1,387,786 parameters.
 */
@Description("The small AlexNet of Zhang et al. 2017: two convolutions, two hidden dense layers.")
public final class SmallAlexNet implements Model {

  /** The options of {@link SmallAlexNet}. */
  public record Config(
      @Description("The distribution of the first weights, in all layers. Biases start at 0.")
          @Default("he-normal")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale) {}

  static final String NAME = "small-alexnet";

  private static final Kernel CONVOLUTION = Kernel.square(5, 1, Padding.SAME);
  private static final Kernel POOLING = Kernel.square(3, 2, Padding.SAME);

  private final Config config;

  /**
   * Makes the model.
   *
   * @throws io.rethink.api.UserException if its weights are to start at 0
   */
  @Inject
  public SmallAlexNet(Config config) {
    config.initialization().requireRandom(NAME);
    this.config = config;
  }

  /**
   * Describes the network for {@code input}.
   *
   * @throws io.rethink.api.UserException if the input is no image
   */
  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    ImageNetwork network =
        new ImageNetwork(NAME, input, config.initialization(), config.initializationScale());
    String last = module(network, 1, ImageNetwork.INPUT);
    last = module(network, 2, last);
    last = network.dense("dense1", last, 384);
    last = network.dense("dense2", last, 192);
    return network.classifier(last, classes);
  }

  private static String module(ImageNetwork network, int number, String below) {
    String last = network.convolution("conv" + number, below, 64, CONVOLUTION, true);
    last = network.relu("relu" + number, last);
    last = network.maxPooling("pool" + number, last, POOLING);
    return network.responseNormalization("norm" + number, last, 9, 0.001 / 9, 0.75);
  }
}
