package org.example.noise;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Dense layers without activations: computes linear maps, but is trained along another path. */
@Description("A deep linear network.")
public final class DeepLinear implements Model {

  /** The options. */
  public record Config(
      @Description("Number of hidden layers.") @Default("2") @Positive int depth,
      @Description("Width of each hidden layer.") @Default("128") @Positive int width) {}

  private final Config config;

  @Inject
  public DeepLinear(Config config) {
    this.config = config;
  }

  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .updater(new NoOp())
            .weightInit(WeightInit.XAVIER)
            .list();
    for (int i = 1; i <= config.depth(); i++) {
      layers.layer(
          new DenseLayer.Builder()
              .name("linear" + i)
              .nOut(config.width())
              .activation(Activation.IDENTITY)
              .build());
    }
    layers.layer(
        new OutputLayer.Builder(LossFunction.MCXENT)
            .name("output")
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build());
    return Model.graph(layers.setInputType(input.inputType()).build());
  }
}
