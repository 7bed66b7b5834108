package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;

import io.rethink.api.Seeds;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.FittedModel;
import io.rethink.model.interpolation.FeatureMap.Pixels;
import io.rethink.model.interpolation.Kernel.Gaussian;
import io.rethink.model.interpolation.Kernel.Linear;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.junit.jupiter.api.Test;

class MinimumNormTest {

  private static final InputShape SHAPE = new InputShape(1, 4, 5);
  private final NoProgress progress = new NoProgress();

  private FittedModel fit(Kernel kernel, double jitter, Examples train) {
    MinimumNorm.Config config = new MinimumNorm.Config(kernel, new Pixels(), jitter, 1e-10, 20);
    return new MinimumNorm(config, mock(Seeds.class)).fit(train, progress);
  }

  private static RealMatrix targets(Examples examples) {
    RealMatrix targets = new Array2DRowRealMatrix(examples.size(), examples.classes());
    for (int i = 0; i < examples.size(); i++) {
      targets.setEntry(i, examples.label(i), 1);
    }
    return targets;
  }

  static RealMatrix gaussian(GaussianExamples rows, GaussianExamples columns, double gamma) {
    double[][] a = rows.doubles();
    double[][] b = columns.doubles();
    RealMatrix kernel = new Array2DRowRealMatrix(a.length, b.length);
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        double distance = 0;
        for (int k = 0; k < a[i].length; k++) {
          distance += (a[i][k] - b[j][k]) * (a[i][k] - b[j][k]);
        }
        kernel.setEntry(i, j, Math.exp(-gamma * distance));
      }
    }
    return kernel;
  }

  private static void assertScores(float[] scores, RealMatrix expected, double tolerance) {
    for (int i = 0; i < scores.length; i++) {
      int columns = expected.getColumnDimension();
      assertThat((double) scores[i])
          .isCloseTo(expected.getEntry(i / columns, i % columns), within(tolerance));
    }
  }

  @Test
  void aKernelMachineInterpolatesAndPredictsAsADoublePrecisionSolutionDoes() {
    GaussianExamples train = new GaussianExamples(150, SHAPE, 4, 1);
    GaussianExamples test = new GaussianExamples(40, SHAPE, 4, 2);
    RealMatrix kernel = gaussian(train, train, 0.02);
    RealMatrix alpha = new LUDecomposition(kernel).getSolver().solve(targets(train));

    try (FittedModel model = fit(new Gaussian(0.02), 0, train)) {
      assertScores(model.score(train, progress), targets(train), 1e-6);
      assertScores(model.score(test, progress), gaussian(test, train, 0.02).multiply(alpha), 1e-5);
      assertThat(model.numbers().get("fit/residual")).isLessThan(1e-9);
      assertThat(model.numbers().get("fit/unrefined-residual")).isGreaterThan(1e-9);
      double norm = Math.sqrt(alpha.transpose().multiply(kernel).multiply(alpha).getTrace());
      assertThat(model.numbers().get("fit/norm")).isCloseTo(norm, within(1e-6 * norm));
      assertThat(model.parameters()).isEqualTo(150 * 4);
    }
    assertThat(progress.done()).isEqualTo(progress.expected());
  }

  @Test
  void jitterLeavesAResidualThatIsReportedAsItIs() {
    GaussianExamples train = new GaussianExamples(60, SHAPE, 3, 1);
    RealMatrix kernel = gaussian(train, train, 0.02);
    RealMatrix ridged = kernel.copy();
    for (int i = 0; i < 60; i++) {
      ridged.addToEntry(i, i, 0.3);
    }
    RealMatrix scores =
        kernel.multiply(new LUDecomposition(ridged).getSolver().solve(targets(train)));

    try (FittedModel model = fit(new Gaussian(0.02), 0.3, train)) {
      assertScores(model.score(train, progress), scores, 1e-6);
      double residual = targets(train).subtract(scores).getFrobeniusNorm() / Math.sqrt(60);
      assertThat(model.numbers().get("fit/residual")).isCloseTo(residual, within(1e-7));
    }
  }

  @Test
  void equalExamplesWithDifferentLabelsAreRefusedUnlessJitterAllowsForThem() {
    GaussianExamples train = new GaussianExamples(60, SHAPE, 1000, 1).repeat(3, 40);

    assertThatThrownBy(() -> fit(new Gaussian(0.02), 0, train))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("not positive definite in single precision, from example 40 on")
        .hasMessageContaining("model.jitter");
    fit(new Gaussian(0.02), 1e-3, train).close();
  }

  @Test
  void aLinearModelIsThePseudoInverseWhateverTheRank() {
    for (int size : new int[] {12, 20, 50}) {
      GaussianExamples train = new GaussianExamples(size, SHAPE, 3, 4).repeat(1, 2);
      RealMatrix inputs = new Array2DRowRealMatrix(train.doubles());
      RealMatrix weights =
          new SingularValueDecomposition(inputs).getSolver().getInverse().multiply(targets(train));
      GaussianExamples test = new GaussianExamples(30, SHAPE, 3, 5);

      try (FittedModel model = fit(new Linear(), 0, train)) {
        assertScores(model.score(train, progress), inputs.multiply(weights), 1e-6);
        assertScores(
            model.score(test, progress),
            new Array2DRowRealMatrix(test.doubles()).multiply(weights),
            1e-6);
        assertThat(model.numbers().get("fit/norm"))
            .isCloseTo(weights.getFrobeniusNorm(), within(1e-9));
        assertThat(model.numbers().get("fit/rank")).isEqualTo(Math.min(size - 1, 20));
        assertThat(model.parameters()).isEqualTo(20 * 3);
      }
    }
  }

  @Test
  void jitterIsTheRidgeOfALinearModel() {
    for (int size : new int[] {12, 50}) {
      GaussianExamples train = new GaussianExamples(size, SHAPE, 3, 4);
      RealMatrix inputs = new Array2DRowRealMatrix(train.doubles());
      RealMatrix ridged = inputs.transpose().multiply(inputs);
      for (int i = 0; i < ridged.getRowDimension(); i++) {
        ridged.addToEntry(i, i, 0.7);
      }
      RealMatrix weights =
          new LUDecomposition(ridged)
              .getSolver()
              .solve(inputs.transpose().multiply(targets(train)));

      try (FittedModel model = fit(new Linear(), 0.7, train)) {
        assertScores(model.score(train, progress), inputs.multiply(weights), 1e-6);
      }
    }
  }

  @Test
  void aLinearModelOfManyExamplesIsThePseudoInverseByACholeskyFactor() {
    InputShape wide = new InputShape(1, 8, 10);
    GaussianExamples train = new GaussianExamples(50, wide, 3, 4);
    RealMatrix weights =
        new SingularValueDecomposition(new Array2DRowRealMatrix(train.doubles()))
            .getSolver()
            .getInverse()
            .multiply(targets(train));
    GaussianExamples test = new GaussianExamples(30, wide, 3, 5);
    MinimumNorm.Config config = new MinimumNorm.Config(new Linear(), new Pixels(), 0, 1e-10, 20);

    try (FittedModel model =
        new LinearInterpolation(config, new PixelFeatures(80), 20).fit(train, progress)) {
      assertThat(model.numbers()).containsKey("fit/unrefined-residual");
      assertScores(
          model.score(test, progress),
          new Array2DRowRealMatrix(test.doubles()).multiply(weights),
          1e-6);
      assertThat(model.numbers().get("fit/residual")).isLessThan(1e-9);
      assertThat(model.numbers().get("fit/norm"))
          .isCloseTo(weights.getFrobeniusNorm(), within(1e-8));
    }
    assertThatThrownBy(
            () ->
                new LinearInterpolation(config, new PixelFeatures(80), 20)
                    .fit(new GaussianExamples(50, wide, 3, 4).clear(40), progress))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("linearly dependent in single precision, from example 40 on");
  }

  @Test
  void aSizeThatCannotFitIsRefusedWithTheNumbersAndAWayOut() {
    MinimumNorm.Config config =
        new MinimumNorm.Config(new Gaussian(0.02), new Pixels(), 0, 1e-6, 10);
    KernelSystem system = new KernelSystem(config, new PixelFeatures(784));

    system.requireMemory(60_000, 10, 7_900_000_000L);
    assertThatThrownBy(() -> system.requireMemory(60_000, 10, 7_000_000_000L))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "the kernel matrix of 60,000 examples takes 7.3 GB of memory, and 7.0 GB are free; use fewer with dataset.train-examples (half as many take a quarter of it)");
    assertThatThrownBy(() -> KernelSystem.requireMatrix(60_000, 7_000_000_000L))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("the kernel matrix of 60,000 examples takes 7.3 GB");
  }
}
