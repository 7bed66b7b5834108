package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import java.util.Map;

/** A function whose values at the training examples are known from its fit. */
final class FittedFunction implements FittedModel {

  private final Examples train;
  private final double[] trainScores;
  private final long parameters;
  private final Map<String, Double> numbers;
  private final Scores scores;
  private final Runnable release;

  /**
   * The function.
   *
   * @param trainScores its values at the training examples, [examples, classes]
   * @param parameters how many there are
   * @param numbers what was found out on the way
   * @param scores computes it at other examples
   * @param release frees what that needs
   */
  FittedFunction(
      Examples train,
      double[] trainScores,
      long parameters,
      Map<String, Double> numbers,
      Scores scores,
      Runnable release) {
    this.train = train;
    this.trainScores = trainScores;
    this.parameters = parameters;
    this.numbers = numbers;
    this.scores = scores;
    this.release = release;
  }

  /** Computes the values of a function, [examples, classes]. */
  interface Scores {
    double[] of(Examples examples, Progress progress);
  }

  /** Adds to {@code numbers} a function's norm, and by how much it misses its targets. */
  static void describe(
      double norm, double[] targets, double[] trainScores, Map<String, Double> numbers) {
    double[] missing = ConjugateGradients.plus(targets, -1, trainScores);
    double largest = 0;
    for (double value : missing) {
      largest = Math.max(largest, Math.abs(value));
    }
    numbers.put("fit/norm", norm);
    numbers.put(
        "fit/residual", ConjugateGradients.norm(missing) / ConjugateGradients.norm(targets));
    numbers.put("fit/max-residual", largest);
  }

  @Override
  public Map<String, Double> numbers() {
    return numbers;
  }

  @Override
  public long parameters() {
    return parameters;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // Other examples may be equal by content alone.
  public float[] score(Examples examples, Progress progress) {
    return single(examples == train ? trainScores : scores.of(examples, progress));
  }

  static float[] single(double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }

  @Override
  public void close() {
    release.run();
  }
}
