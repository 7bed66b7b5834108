package io.rethink.model;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import io.rethink.model.Kernel.Padding;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/**
 * A wide residual network (Zagoruyko and Komodakis 2016, table 1, block B(3,3)): {@code stem},
 * three groups of {@code (depth - 4) / 6} residual blocks of {@code 16 width}, {@code 32 width} and
 * {@code 64 width} channels, the second and third halving the image, then batch normalization,
 * ReLU, the mean over the image, and {@code output}. A block adds two 3x3 convolutions, each behind
 * batch normalization and ReLU, to its input; where the number of channels changes, the input comes
 * through the first ReLU and a 1x1 convolution. Convolutions have no biases and are padded by one
 * pixel on every side, as in PyTorch. Zhang et al. 2021 train depth 28, width 1: 369,498
 * parameters.
 */
@Description("A wide residual network, of depth 6 n + 4 and any width.")
public final class WideResNet implements Model {

  /** The options of {@link WideResNet}; refused if no such network has the given depth. */
  public record Config(
      @Description("The number of layers with weights on the longest path: 6 n + 4.")
          @Default("28")
          @Min(10)
          int depth,
      @Description("A factor for the numbers of channels 16, 32 and 64.") @Default("1") @Min(1)
          int width,
      @Description("The distribution of the first weights, in all layers. Biases start at 0.")
          @Default("he-normal")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale) {

    public Config {
      if (depth < 10 || depth % 6 != 4) {
        throw new UserException(
            "depth is %d; the model wide-resnet has 6 n + 4 layers: 10, 16, 22, 28, 34, 40, …"
                .formatted(depth));
      }
    }
  }

  static final String NAME = "wide-resnet";

  private static final double EPSILON = 1e-5;
  private static final int GROUPS = 3;

  private final Config config;

  /**
   * Makes the model.
   *
   * @throws UserException if its weights are to start at 0
   */
  @Inject
  public WideResNet(Config config) {
    config.initialization().requireRandom(NAME);
    this.config = config;
  }

  /**
   * Describes the network for {@code input}.
   *
   * @throws UserException if the input is no image
   */
  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    ImageNetwork network =
        new ImageNetwork(NAME, input, config.initialization(), config.initializationScale());
    String last = network.convolution("stem", ImageNetwork.INPUT, 16, kernel(3, 1), false);
    for (int group = 1; group <= GROUPS; group++) {
      int channels = config.width() * (8 << group);
      for (int block = 1; block <= (config.depth() - 4) / 6; block++) {
        int stride = group > 1 && block == 1 ? 2 : 1;
        last = block(network, "group%d-block%d".formatted(group, block), last, channels, stride);
      }
    }
    last = activation(network, "head", last);
    return network.classifier(network.globalAveragePooling("mean", last), classes);
  }

  private static String block(
      ImageNetwork network, String name, String below, int channels, int stride) {
    String activated = activation(network, name + "-conv1", below);
    String last =
        network.convolution(name + "-conv1", activated, channels, kernel(3, stride), false);
    last = activation(network, name + "-conv2", last);
    last = network.convolution(name + "-conv2", last, channels, kernel(3, 1), false);
    String shortcut =
        network.shape(below).channels() == channels
            ? below
            : network.convolution(
                name + "-shortcut", activated, channels, kernel(1, stride), false);
    return network.sum(name, shortcut, last);
  }

  /** Batch normalization and ReLU before the layer {@code name}. */
  private static String activation(ImageNetwork network, String name, String below) {
    String normalized = network.batchNormalization(name + "-norm", below, EPSILON, true);
    return network.relu(name + "-relu", normalized);
  }

  private static Kernel kernel(int side, int stride) {
    return Kernel.square(side, stride, Padding.CENTERED);
  }
}
