package io.rethink.model.interpolation;

import io.rethink.api.FreeMemory;
import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import io.rethink.model.interpolation.ConjugateGradients.Solution;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums of kernels around the training examples, whose coefficients solve {@code K alpha = Y}. */
final class KernelInterpolation {

  private final MinimumNorm.Config config;
  private final KernelSystem system;
  private final KernelProduct product;

  KernelInterpolation(MinimumNorm.Config config, Features features) {
    this.config = config;
    this.system = new KernelSystem(config, features);
    this.product = new KernelProduct(features, config.kernel());
  }

  /** With the features of {@code train} kept, if they are costly and memory has room for them. */
  static KernelInterpolation of(
      MinimumNorm.Config config, Features features, Examples train, Progress progress) {
    KernelInterpolation interpolation = new KernelInterpolation(config, features);
    long needed =
        interpolation.system.bytes(train.size(), train.classes())
            + StoredFeatures.bytes(features, train);
    return features.areCostly() && needed <= FreeMemory.bytes()
        ? new KernelInterpolation(config, StoredFeatures.of(features, train, progress))
        : interpolation;
  }

  FittedModel fit(Examples train, Progress progress) {
    try {
      return interpolant(train, progress);
    } catch (RuntimeException | Error e) {
      product.close();
      throw e;
    }
  }

  private FittedModel interpolant(Examples train, Progress progress) {
    int n = train.size();
    int classes = train.classes();
    system.requireMemory(n, classes, FreeMemory.bytes());
    double[] targets = MinimumNorm.oneHot(train);
    Solution solution =
        system.solve(
            train,
            targets,
            values -> product.among(train, values, classes, progress, "residual"),
            row ->
                "the kernel matrix of these %,d examples is not positive definite in single precision, from example %,d on: some are equal, or too much alike for this kernel. Let it fall faster (a larger model.kernel.gamma), or allow for an inexact fit by model.jitter = 1e-6 or more"
                    .formatted(n, row),
            progress);
    double[] coefficients = solution.values();
    double[] scores = ConjugateGradients.plus(targets, -1, solution.residual());
    // With jitter alpha solves another system than that which the predictions come from.
    scores = ConjugateGradients.plus(scores, -config.jitter(), coefficients);
    double squaredNorm = 0;
    for (int i = 0; i < scores.length; i++) {
      squaredNorm += coefficients[i] * scores[i];
    }
    Map<String, Double> numbers = new LinkedHashMap<>();
    FittedFunction.describe(Math.sqrt(squaredNorm), targets, scores, numbers);
    numbers.put("fit/unrefined-residual", solution.first());
    numbers.put("fit/refinements", (double) solution.steps());
    return new FittedFunction(
        train,
        scores,
        coefficients.length,
        numbers,
        (examples, work) ->
            product.between(examples, train, coefficients, classes, work, "predictions"),
        product::close);
  }
}
