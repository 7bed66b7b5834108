package io.rethink.model;

import io.rethink.api.Default;
import io.rethink.api.Description;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.Model;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Positive;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A linear classifier: the scores are an affine function of the input. With cross-entropy it is
 * multinomial logistic regression, with squared errors least squares on one-hot labels. From zero
 * weights, gradient descent stays in the span of the training inputs (Zhang et al. 2017, section
 * 5).
 */
@Description("A linear classifier: one fully connected layer, with a softmax or by least squares.")
public final class Linear implements Model {

  /** The options of {@link Linear}. */
  public record Config(
      @Description("The distribution of the first weights.") @Default("zero")
          Initialization initialization,
      @Description("A factor for all first weights.") @Default("1") @Positive
          double initializationScale,
      @Description("Whether each class has a bias. It starts at 0.") @Default("true") boolean bias,
      @Description("What is minimized.") @Default("cross-entropy") OutputLoss loss) {}

  private final Config config;

  @Inject
  public Linear(Config config) {
    this.config = config;
  }

  @Override
  public ComputationGraphConfiguration configure(InputShape input, int classes) {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(input.inputType())
        .addLayer(
            SoftmaxOutput.NAME,
            config
                .loss()
                .output(
                    classes,
                    config
                        .initialization()
                        .weights(input.size(), classes, config.initializationScale()),
                    config.bias()),
            "input")
        .setOutputs(SoftmaxOutput.NAME)
        .build();
  }
}
