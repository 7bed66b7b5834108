package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import java.util.Map;

/** A sum of kernels around the training examples. */
final class KernelPredictor implements FittedModel {

  private final Examples train;
  private final double[] coefficients;
  private final double[] trainScores;
  private final KernelProduct product;
  private final Map<String, Double> numbers;

  /**
   * The sum.
   *
   * @param train the examples
   * @param coefficients [examples, classes]
   * @param trainScores its values at the training examples, which the solution has computed
   */
  KernelPredictor(
      Examples train,
      double[] coefficients,
      double[] trainScores,
      KernelProduct product,
      Map<String, Double> numbers) {
    this.train = train;
    this.coefficients = coefficients;
    this.trainScores = trainScores;
    this.product = product;
    this.numbers = numbers;
  }

  @Override
  public Map<String, Double> numbers() {
    return numbers;
  }

  @Override
  public long parameters() {
    return coefficients.length;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Other examples may be equal by content alone.
  public float[] score(Examples examples, Progress progress) {
    return single(
        examples == train
            ? trainScores
            : product.between(
                examples, train, coefficients, train.classes(), progress, "predictions"));
  }

  static float[] single(double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }

  @Override
  public void close() {}
}
