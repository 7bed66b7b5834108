package io.rethink.model.interpolation;

import io.rethink.api.FreeMemory;
import io.rethink.api.Progress;
import io.rethink.api.data.Examples;
import io.rethink.api.model.FittedModel;
import io.rethink.model.interpolation.ConjugateGradients.Solution;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Linear functions of the features. With more than {@value #EXACT_SIDE} examples, and at least as
 * many features, the solution of {@code X X^T alpha = Y} by a Cholesky factor; else the
 * minimum-norm least squares solution by the eigenvectors of the smaller of both Gram matrices, in
 * double precision and whatever the rank.
 */
final class LinearInterpolation {

  /** Up to this side, eigenvectors are a matter of a minute. */
  static final int EXACT_SIDE = 4096;

  private static final double ROUNDING = Math.ulp(1.0);

  private final MinimumNorm.Config config;
  private final Features features;
  private final LinearFeatures linear;
  private final int exactSide;

  LinearInterpolation(MinimumNorm.Config config, Features features) {
    this(config, features, EXACT_SIDE);
  }

  /** With eigenvectors where examples or features are at most {@code exactSide}. */
  LinearInterpolation(MinimumNorm.Config config, Features features, int exactSide) {
    this.exactSide = exactSide;
    this.config = config;
    this.features = features;
    this.linear = new LinearFeatures(features);
  }

  FittedModel fit(Examples train, Progress progress) {
    int n = train.size();
    int columns = features.columns();
    double[] targets = MinimumNorm.oneHot(train);
    Map<String, Double> numbers = new LinkedHashMap<>();
    double[] weights =
        n <= columns && n > exactSide
            ? byCholesky(train, targets, numbers, progress)
            : byEigenvectors(train, targets, numbers, progress);
    double[] scores = linear.scores(train, weights, train.classes(), progress, "residual");
    FittedFunction.describe(ConjugateGradients.norm(weights), targets, scores, numbers);
    return new FittedFunction(
        train,
        scores,
        weights.length,
        numbers,
        (examples, work) -> linear.scores(examples, weights, train.classes(), work, "predictions"),
        () -> {});
  }

  private double[] byCholesky(
      Examples train, double[] targets, Map<String, Double> numbers, Progress progress) {
    int n = train.size();
    int classes = train.classes();
    KernelSystem system = new KernelSystem(config, features);
    system.requireMemory(n, classes, FreeMemory.bytes());
    Solution solution =
        system.solve(
            train,
            targets,
            values ->
                linear.scores(
                    train,
                    linear.combine(train, values, classes, progress, "residual"),
                    classes,
                    progress,
                    "residual"),
            row ->
                "the %,d examples are linearly dependent in single precision, from example %,d on. Use fewer with dataset.train-examples (up to %,d are solved whatever their rank) or more features, or allow for an inexact fit by model.jitter = 1e-6 or more"
                    .formatted(n, row, exactSide),
            progress);
    numbers.put("fit/unrefined-residual", solution.first());
    numbers.put("fit/refinements", (double) solution.steps());
    return linear.combine(train, solution.values(), classes, progress, "weights");
  }

  private double[] byEigenvectors(
      Examples train, double[] targets, Map<String, Double> numbers, Progress progress) {
    int n = train.size();
    int columns = features.columns();
    int classes = train.classes();
    boolean dual = n <= columns;
    int side = Math.min(n, columns);
    Memory.require(
        4L * side * side * Double.BYTES,
        FreeMemory.bytes(),
        "the Gram matrix of side %,d and its eigenvectors".formatted(side),
        "use fewer examples with dataset.train-examples, or fewer features");
    double[] right =
        dual ? targets : linear.combine(train, targets, classes, progress, "features by labels");
    double[] solution;
    try (DoublePointer gram =
            dual ? linear.gramOfExamples(train, progress) : linear.gramOfFeatures(train, progress);
        DoublePointer values = new DoublePointer(side)) {
      Blas.eigen(side, gram, values);
      solution = pseudoInverse(gram, values, side, right, classes, Math.max(n, columns), numbers);
    }
    return dual ? linear.combine(train, solution, classes, progress, "weights") : solution;
  }

  /**
   * {@code V diag(1 / (values + jitter)) V^T right} over the eigenvalues that rounding cannot
   * explain.
   */
  private double[] pseudoInverse(
      DoublePointer vectors,
      DoublePointer values,
      int side,
      double[] right,
      int classes,
      int larger,
      Map<String, Double> numbers) {
    double cut = values.get(side - 1) * larger * ROUNDING;
    double[] rotated = new double[right.length];
    double[] solution = new double[right.length];
    int rank = 0;
    try (DoublePointer input = new DoublePointer(right);
        DoublePointer output = new DoublePointer(right.length)) {
      Blas.times(side, classes, side, vectors, input, 0, output);
      output.get(rotated);
      for (int i = 0; i < side; i++) {
        boolean counts = values.get(i) > cut;
        rank += counts ? 1 : 0;
        for (int c = 0; c < classes; c++) {
          rotated[i * classes + c] *= counts ? 1 / (values.get(i) + config.jitter()) : 0;
        }
      }
      input.put(rotated);
      Blas.transposedTimes(side, classes, side, vectors, input, 0, output);
      output.get(solution);
    }
    numbers.put("fit/rank", (double) rank);
    return solution;
  }
}
