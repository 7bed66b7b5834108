package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import java.util.Map;

/** A linear function of the features. */
final class LinearPredictor implements FittedModel {

  private final LinearFeatures features;
  private final double[] weights;
  private final Examples train;
  private final double[] trainScores;
  private final Map<String, Double> numbers;

  /**
   * The function.
   *
   * @param weights [features, classes]
   * @param trainScores its values at the training examples, which are known already
   */
  LinearPredictor(
      LinearFeatures features,
      double[] weights,
      Examples train,
      double[] trainScores,
      Map<String, Double> numbers) {
    this.features = features;
    this.weights = weights;
    this.train = train;
    this.trainScores = trainScores;
    this.numbers = numbers;
  }

  @Override
  public Map<String, Double> numbers() {
    return numbers;
  }

  @Override
  public long parameters() {
    return weights.length;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Other examples may be equal by content alone.
  public float[] score(Examples examples, Progress progress) {
    return KernelPredictor.single(
        examples == train
            ? trainScores
            : features.scores(examples, weights, train.classes(), progress, "predictions"));
  }

  @Override
  public void close() {}
}
