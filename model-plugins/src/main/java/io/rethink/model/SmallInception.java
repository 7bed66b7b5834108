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
 * The small Inception of Zhang et al. 2017, appendix A, figure 3: {@code stem}, eight Inception
 * modules and two that halve the image, {@code module1} to {@code module10}, the mean over what is
 * left of the image (7x7 of 28x28), and {@code output}. An Inception module is a 1x1 convolution
 * beside a 3x3 convolution; a module that halves is a 3x3 convolution of stride 2 beside 3x3
 * maximum pooling. Each convolution has a bias and is followed by batch normalization, without a
 * scale and shift of its own, and ReLU. All padding is TensorFlow's {@code SAME}. On 28x28 crops of
 * CIFAR-10 it has 1,649,402 parameters, with batch normalization or without.
 */
@Description("The small Inception of Zhang et al. 2017: ten modules of 1x1 and 3x3 convolutions.")
public final class SmallInception implements Model {

  /** The options of {@link SmallInception}. */
  public record Config(
      @Description("Whether batch normalization follows each convolution.") @Default("true")
          boolean batchNormalization,
      @Description("A factor for the number of channels of each convolution.")
          @Default("1")
          @Positive
          double width,
      @Description("The distribution of the first weights, in all layers. Biases start at 0.")
          @Default("he-normal")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale) {}

  static final String NAME = "small-inception";

  private static final double EPSILON = 1e-5;

  /** Channels of the 1x1 and of the 3x3 convolution, or of the 3x3 convolution of stride 2. */
  private static final int[][] MODULES = {
    {32, 32}, {32, 48}, {80}, {112, 48}, {96, 64}, {80, 80}, {48, 96}, {96}, {176, 160}, {176, 160}
  };

  private final Config config;

  /**
   * Makes the model.
   *
   * @throws io.rethink.api.UserException if its weights are to start at 0
   */
  @Inject
  public SmallInception(Config config) {
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
    String last = convolution(network, "stem", ImageNetwork.INPUT, 96, 3, 1);
    for (int i = 0; i < MODULES.length; i++) {
      String name = "module" + (i + 1);
      int[] channels = MODULES[i];
      String below = last;
      last =
          channels.length == 2
              ? network.concatenation(
                  name,
                  convolution(network, name + "-1x1", below, channels[0], 1, 1),
                  convolution(network, name + "-3x3", below, channels[1], 3, 1))
              : network.concatenation(
                  name,
                  convolution(network, name + "-3x3", below, channels[0], 3, 2),
                  network.maxPooling(name + "-pool", below, Kernel.square(3, 2, Padding.SAME)));
    }
    return network.classifier(network.globalAveragePooling("mean", last), classes);
  }

  private String convolution(
      ImageNetwork network, String name, String below, int channels, int side, int stride) {
    int scaled = Math.max(1, Math.toIntExact(Math.round(channels * config.width())));
    Kernel kernel = Kernel.square(side, stride, Padding.SAME);
    String last = network.convolution(name, below, scaled, kernel, true);
    if (config.batchNormalization()) {
      last = network.batchNormalization(name + "-norm", last, EPSILON, false);
    }
    return network.relu(name + "-relu", last);
  }
}
