package io.rethink.model.interpolation;

import io.rethink.api.Progress;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import io.rethink.model.interpolation.ConjugateGradients.Solution;
import io.rethink.model.interpolation.TiledCholesky.NotPositiveDefiniteException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Solves {@code K alpha = Y} by a Cholesky factor in single precision, refined in double. */
final class KernelInterpolation {

  private static final int TILE = 1024;

  private final MinimumNorm.Config config;
  private final Features features;
  private final KernelProduct product;

  KernelInterpolation(MinimumNorm.Config config, Features features) {
    this.config = config;
    this.features = features;
    this.product = new KernelProduct(features, config.kernel());
  }

  /** How many bytes the solution for {@code n} examples takes beside the Java heap. */
  static long bytes(int n, int classes, Features features, KernelProduct product) {
    long building =
        (long) n * KernelMatrix.featuresAtATime(features, n) * Float.BYTES
            + (long) n * Double.BYTES;
    long vectors = 8L * n * classes * Double.BYTES;
    return Tiles.bytes(n, TILE) + Math.max(building, product.bytes()) + vectors;
  }

  FittedModel fit(Examples train, Progress progress) {
    int n = train.size();
    requireMemory(n, train.classes(), Memory.available());
    Map<String, Double> numbers = new LinkedHashMap<>();
    double[] targets = MinimumNorm.oneHot(train);
    Solution solution = solve(train, targets, progress);
    double[] scores = ConjugateGradients.plus(targets, -1, solution.residual());
    // With jitter alpha solves another system than that which the predictions come from.
    scores = ConjugateGradients.plus(scores, -config.jitter(), solution.values());
    double[] missing = ConjugateGradients.plus(targets, -1, scores);
    double squaredNorm = 0;
    double largest = 0;
    for (int i = 0; i < scores.length; i++) {
      squaredNorm += solution.values()[i] * scores[i];
      largest = Math.max(largest, Math.abs(missing[i]));
    }
    numbers.put("fit/norm", Math.sqrt(squaredNorm));
    numbers.put(
        "fit/residual", ConjugateGradients.norm(missing) / ConjugateGradients.norm(targets));
    numbers.put("fit/max-residual", largest);
    numbers.put("fit/unrefined-residual", solution.first());
    numbers.put("fit/refinements", (double) solution.steps());
    return new KernelPredictor(train, solution.values(), scores, product, numbers);
  }

  void requireMemory(int n, int classes, long available) {
    Memory.require(
        bytes(n, classes, features, product),
        available,
        "the kernel matrix of %,d examples".formatted(n),
        "use fewer with dataset.train-examples (half as many take a quarter of it)");
  }

  private Solution solve(Examples train, double[] targets, Progress progress) {
    int n = train.size();
    int classes = train.classes();
    try (Tiles tiles = new Tiles(n, TILE)) {
      KernelMatrix.fill(tiles, features, train, config.kernel(), config.jitter(), progress);
      TiledCholesky factor;
      try (Progress.Work work =
          progress.begin("factorization", TiledCholesky.units(n, TILE), "tiles")) {
        factor = TiledCholesky.factorize(tiles, work);
      } catch (NotPositiveDefiniteException e) {
        throw new UserException(
            "the kernel matrix of these %,d examples is not positive definite in single precision, from example %,d on: some are equal, or too much alike for this kernel. Let it fall faster (a larger model.kernel.gamma), or allow for an inexact fit by model.jitter = 1e-6 or more"
                .formatted(n, e.row()),
            e);
      }
      return new ConjugateGradients(
              values ->
                  ConjugateGradients.plus(
                      product.among(train, values, classes, progress, "residual"),
                      config.jitter(),
                      values),
              values -> factor.solve(values, classes),
              classes)
          .solve(targets, config.tolerance(), config.refinements());
    }
  }
}
