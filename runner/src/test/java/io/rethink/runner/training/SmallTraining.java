package io.rethink.runner.training;

import static org.mockito.Mockito.mock;

import io.rethink.api.measurement.Findings;
import io.rethink.api.optimization.Objective;
import io.rethink.api.optimization.Optimizer;
import io.rethink.engine.Network;
import io.rethink.engine.dl4j.Dl4jEngine;
import io.rethink.runner.config.Standardization;
import io.rethink.runner.config.Threshold;
import io.rethink.runner.config.TrainMetrics;
import io.rethink.runner.config.TrainingSettings;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small task and network to train. */
final class SmallTraining {

  static final int CLASSES = 3;
  static final ArrayExamples TRAIN = ArrayExamples.separable(60, CLASSES, 1);
  static final ArrayExamples TEST = ArrayExamples.separable(40, CLASSES, 2);
  static final Threshold FITTED = new Threshold(null, 1.0);

  private SmallTraining() {}

  /** Gradient descent, written without the plugins. */
  record GradientDescent(double rate) implements Optimizer {
    @Override
    public void step(Objective objective) {
      objective.evaluate();
      objective.parameters().subi(objective.gradient().mul(rate));
    }

    @Override
    public Map<String, INDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, INDArray> state) {}
  }

  /** Without memory, and without a step of its own. */
  abstract static class Still implements Optimizer {
    @Override
    public Map<String, INDArray> state() {
      return Map.of();
    }

    @Override
    public void restore(Map<String, INDArray> state) {}
  }

  static TrainingSettings settings(int epochs, int batchSize, @Nullable Threshold stopAt) {
    return settings(epochs, batchSize, stopAt, TrainMetrics.EVALUATED);
  }

  static TrainingSettings settings(
      int epochs, int batchSize, @Nullable Threshold stopAt, TrainMetrics metrics) {
    return new TrainingSettings(
        epochs, batchSize, stopAt, FITTED, 1, metrics, 50, Duration.ofMinutes(5));
  }

  /** Trains a regression, from the beginning or from where another training was. */
  static TrainingResult train(
      TrainingPlan plan,
      TrainingListener listener,
      StateKeeper keeper,
      BooleanSupplier cancelled,
      @Nullable TrainingState from) {
    try (Network network = new Dl4jEngine().build(regression(), TRAIN.shape(), 3)) {
      return new Trainer(
              new Task(TRAIN, TEST, Standardization.NONE),
              network,
              plan,
              new SeededStreams(1),
              listener,
              epoch -> mock(Findings.class),
              keeper,
              cancelled)
          .train(from);
    }
  }

  static ComputationGraphConfiguration regression() {
    return new NeuralNetConfiguration.Builder()
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(TRAIN.shape().inputType())
        .addLayer(
            "output",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build(),
            "input")
        .setOutputs("output")
        .build();
  }
}
