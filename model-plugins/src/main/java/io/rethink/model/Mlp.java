package io.rethink.model;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A multilayer perceptron: fully connected layers {@code dense1}, {@code dense2}, …, and {@code
 * output}, each with biases that start at 0. Zhang et al. 2017 use one and three hidden layers of
 * 512 units.
 */
@Description("A multilayer perceptron: fully connected hidden layers and a softmax.")
public final class Mlp implements Model {

  /** The options of {@link Mlp}. */
  public record Config(
      @Description("The number of units of each hidden layer, from the input upwards.")
          @Default("[512]")
          @NotEmpty
          List<@Positive Integer> widths,
      @Description("What each hidden unit applies to its pre-activation.") @Default("relu")
          HiddenActivation activation,
      @Description("The distribution of the first weights, in all layers. Biases start at 0.")
          @Default("he-normal")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale) {

    public Config {
      widths = List.copyOf(widths);
    }
  }

  private final Config config;

  /**
   * Makes the model.
   *
   * @throws io.rethink.api.UserException if its weights are to start at 0
   */
  @Inject
  public Mlp(Config config) {
    config.initialization().requireRandom("mlp");
    this.config = config;
  }

  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(input.inputType());
    String below = "input";
    int inputs = input.size();
    for (int i = 0; i < config.widths().size(); i++) {
      String name = "dense" + (i + 1);
      int width = config.widths().get(i);
      graph.addLayer(
          name,
          new DenseLayer.Builder()
              .nOut(width)
              .activation(config.activation().function())
              .weightInit(
                  config.initialization().weights(inputs, width, config.initializationScale()))
              .build(),
          below);
      below = name;
      inputs = width;
    }
    return graph
        .addLayer(
            SoftmaxOutput.NAME,
            SoftmaxOutput.of(
                classes,
                config.initialization().weights(inputs, classes, config.initializationScale()),
                true),
            below)
        .setOutputs(SoftmaxOutput.NAME)
        .build();
  }
}
