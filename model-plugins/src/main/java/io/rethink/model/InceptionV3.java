package io.rethink.model;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import io.rethink.model.Kernel.Padding;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * Inception V3 (Szegedy et al. 2016, table 1 and figures 5 to 7), without the auxiliary head, as
 * TensorFlow's and PyTorch's libraries build it: layers of the stem are {@code conv1} to {@code
 * conv5}, modules are {@code mixed5b} to {@code mixed7c}. Each convolution is followed by batch
 * normalization of epsilon 0.001, with scale and shift, and ReLU, and has no bias of its own.
 * Padding is TensorFlow's, so average pooling counts no pixels beyond the border. For 1000 classes
 * it has 23,834,568 parameters, whatever the size of the image; it was designed for 299x299.
 */
@Description("Inception V3, for images of 299x299 pixels, without its auxiliary head.")
public final class InceptionV3 implements Model {

  /** The options of {@link InceptionV3}. */
  public record Config(
      @Description("The distribution of the first weights, in all layers. Biases start at 0.")
          @Default("he-normal")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale) {}

  static final String NAME = "inception-v3";

  /** Sides under this leave nothing of the image before the end. */
  private static final int SMALLEST = 75;

  private final Config config;

  /**
   * Makes the model.
   *
   * @throws UserException if its weights are to start at 0
   */
  @Inject
  public InceptionV3(Config config) {
    config.initialization().requireRandom(NAME);
    this.config = config;
  }

  /**
   * Describes the network for {@code input}.
   *
   * @throws UserException if the input is no image, or less than 75 pixels high or wide
   */
  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    ImageNetwork network =
        new ImageNetwork(NAME, input, config.initialization(), config.initializationScale());
    if (input.height() < SMALLEST || input.width() < SMALLEST) {
      throw new UserException(
          ("inception-v3 halves an image five times, and needs at least %dx%d pixels; the examples"
                  + " are %s. Choose larger images (it was designed for 299x299), or the model"
                  + " small-inception.")
              .formatted(SMALLEST, SMALLEST, input));
    }
    String last = stem(network);
    last = wide(network, "mixed5b", last, 32);
    last = wide(network, "mixed5c", last, 64);
    last = wide(network, "mixed5d", last, 64);
    last = firstReduction(network, "mixed6a", last);
    last = factorized(network, "mixed6b", last, 128);
    last = factorized(network, "mixed6c", last, 160);
    last = factorized(network, "mixed6d", last, 160);
    last = factorized(network, "mixed6e", last, 192);
    last = secondReduction(network, "mixed7a", last);
    last = expanded(network, "mixed7b", last);
    last = expanded(network, "mixed7c", last);
    return network.classifier(network.globalAveragePooling("mean", last), classes);
  }

  private static String stem(ImageNetwork network) {
    Kernel half = Kernel.square(3, 2, Padding.VALID);
    Kernel inside = Kernel.square(3, 1, Padding.VALID);
    String last = ConvolutionBranch.unit(network, "conv1", ImageNetwork.INPUT, 32, half);
    last = ConvolutionBranch.unit(network, "conv2", last, 32, inside);
    last = ConvolutionBranch.unit(network, "conv3", last, 64, Kernel.square(3, 1, Padding.SAME));
    last = network.maxPooling("pool1", last, half);
    last = ConvolutionBranch.unit(network, "conv4", last, 80, Kernel.square(1, 1, Padding.VALID));
    last = ConvolutionBranch.unit(network, "conv5", last, 192, inside);
    return network.maxPooling("pool2", last, half);
  }

  /** Figure 5, with a 5x5 convolution in one branch as both libraries have it. */
  private static String wide(ImageNetwork network, String name, String below, int pooled) {
    return network.concatenation(
        name,
        branch(network, name, 1, below).convolution(64, 1, 1).end(),
        branch(network, name, 2, below).convolution(48, 1, 1).convolution(64, 5, 5).end(),
        branch(network, name, 3, below)
            .convolution(64, 1, 1)
            .convolution(96, 3, 3)
            .convolution(96, 3, 3)
            .end(),
        branch(network, name, 4, below).average().convolution(pooled, 1, 1).end());
  }

  private static String firstReduction(ImageNetwork network, String name, String below) {
    return network.concatenation(
        name,
        branch(network, name, 1, below).halvingConvolution(384).end(),
        branch(network, name, 2, below)
            .convolution(64, 1, 1)
            .convolution(96, 3, 3)
            .halvingConvolution(96)
            .end(),
        branch(network, name, 3, below).halvingMaximum().end());
  }

  /** Figure 6, with n = 7. */
  private static String factorized(ImageNetwork network, String name, String below, int inner) {
    return network.concatenation(
        name,
        branch(network, name, 1, below).convolution(192, 1, 1).end(),
        branch(network, name, 2, below)
            .convolution(inner, 1, 1)
            .convolution(inner, 1, 7)
            .convolution(192, 7, 1)
            .end(),
        branch(network, name, 3, below)
            .convolution(inner, 1, 1)
            .convolution(inner, 7, 1)
            .convolution(inner, 1, 7)
            .convolution(inner, 7, 1)
            .convolution(192, 1, 7)
            .end(),
        branch(network, name, 4, below).average().convolution(192, 1, 1).end());
  }

  private static String secondReduction(ImageNetwork network, String name, String below) {
    return network.concatenation(
        name,
        branch(network, name, 1, below).convolution(192, 1, 1).halvingConvolution(320).end(),
        branch(network, name, 2, below)
            .convolution(192, 1, 1)
            .convolution(192, 1, 7)
            .convolution(192, 7, 1)
            .halvingConvolution(192)
            .end(),
        branch(network, name, 3, below).halvingMaximum().end());
  }

  /** Figure 7: the second and third branch end in two. */
  private static String expanded(ImageNetwork network, String name, String below) {
    String second = branch(network, name, 2, below).convolution(384, 1, 1).end();
    String third =
        branch(network, name, 3, below).convolution(448, 1, 1).convolution(384, 3, 3).end();
    return network.concatenation(
        name,
        branch(network, name, 1, below).convolution(320, 1, 1).end(),
        new ConvolutionBranch(network, name + "-branch2a", second).convolution(384, 1, 3).end(),
        new ConvolutionBranch(network, name + "-branch2b", second).convolution(384, 3, 1).end(),
        new ConvolutionBranch(network, name + "-branch3a", third).convolution(384, 1, 3).end(),
        new ConvolutionBranch(network, name + "-branch3b", third).convolution(384, 3, 1).end(),
        branch(network, name, 4, below).average().convolution(192, 1, 1).end());
  }

  private static ConvolutionBranch branch(
      ImageNetwork network, String module, int number, String below) {
    return new ConvolutionBranch(network, module + "-branch" + number, below);
  }
}
