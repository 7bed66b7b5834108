package io.rethink.model.theorem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.rethink.api.Progress;
import io.rethink.api.Seeds;
import io.rethink.api.UserException;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.FittedModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;

class Theorem1Test {

  private static final Progress.Work SILENT =
      new Progress.Work() {
        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
      };
  private static final Progress NO_PROGRESS = (title, total, unit) -> SILENT;

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** Normal values; an example's label is a function of its index. */
  private record Points(List<float[]> values, int classes, IntUnaryOperator labels)
      implements Examples {

    static Points random(int size, int dimension, int classes, IntUnaryOperator labels) {
      RandomGenerator random = Theorem1Test.random(7);
      List<float[]> values = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        float[] each = new float[dimension];
        for (int j = 0; j < dimension; j++) {
          each[j] = (float) random.nextGaussian();
        }
        values.add(each);
      }
      return new Points(values, classes, labels);
    }

    @Override
    public int size() {
      return values.size();
    }

    @Override
    public InputShape shape() {
      return InputShape.vector(values.get(0).length);
    }

    @Override
    public void read(int index, float[] target, int offset) {
      System.arraycopy(values.get(index), 0, target, offset, values.get(index).length);
    }

    @Override
    public int label(int index) {
      return labels.applyAsInt(index);
    }
  }

  private static FittedModel fit(int depth, Examples train) {
    Seeds seeds = mock(Seeds.class);
    when(seeds.stream(anyString())).thenReturn(random(3));
    return new Theorem1(new Theorem1.Config(depth), seeds).fit(train, NO_PROGRESS);
  }

  private static void assertFitted(FittedModel model, Examples train) {
    float[] scores = model.score(train, NO_PROGRESS);
    int classes = train.classes();
    for (int i = 0; i < train.size(); i++) {
      float[] own = Arrays.copyOfRange(scores, i * classes, (i + 1) * classes);
      // The output is within 0.5 of the label, so that rounding gives the label.
      assertThat(own[train.label(i)]).isGreaterThan(-0.01f);
    }
  }

  @Test
  void theWeightsSolveTheTriangularSystem() {
    double[] x = {-2, -1.5, 0.25, 0.5, 3, 3.5};
    double[] y = {3, 0, 9, 9, 1, 4};
    Interpolant interpolant = Interpolant.through(new SortedPoints(x, y));
    RealMatrix matrix = new Array2DRowRealMatrix(6, 6);
    for (int i = 0; i < 6; i++) {
      for (int j = 0; j < 6; j++) {
        matrix.setEntry(i, j, Math.max(x[i] - interpolant.threshold(j), 0));
        assertThat(matrix.getEntry(i, j) > 0).isEqualTo(j <= i);
      }
    }
    double[] solved =
        new LUDecomposition(matrix).getSolver().solve(new ArrayRealVector(y)).toArray();

    for (int j = 0; j < 6; j++) {
      assertThat(interpolant.weight(j)).isCloseTo(solved[j], within(1e-9));
    }
  }

  @Test
  void fitsAnyLabelsWithTwiceAsManyWeightsAsExamplesAndOneADimension() {
    Points alternating = Points.random(3000, 40, 10, i -> i % 2 * 9);
    Points constant = Points.random(3000, 40, 10, i -> 4);
    RandomGenerator drawn = random(11);
    int[] labels = drawn.ints(3000, 0, 10).toArray();
    Points random = Points.random(3000, 40, 10, i -> labels[i]);

    for (Points points : new Points[] {alternating, constant, random}) {
      try (FittedModel model = fit(2, points)) {
        assertFitted(model, points);
        assertThat(model.parameters()).isEqualTo(2 * 3000 + 40);
        assertThat(model.numbers().get("fit/max-residual")).isLessThan(1e-4);
        assertThat(model.numbers().get("fit/max-residual-of-weights")).isLessThan(1e-9);
      }
    }
  }

  @Test
  void aDeeperNetworkIsAsManyTimesNarrowerAndComputesTheSame() {
    Points points = Points.random(1000, 30, 10, i -> i * 7 % 10);
    float[] shallow = fit(2, points).score(points, NO_PROGRESS);

    for (int depth : new int[] {3, 5, 11, 1001}) {
      try (FittedModel model = fit(depth, points)) {
        assertFitted(model, points);
        float[] scores = model.score(points, NO_PROGRESS);
        for (int i = 0; i < scores.length; i++) {
          assertThat(scores[i]).isCloseTo(shallow[i], within(1e-4f));
        }
        assertThat(model.numbers().get("fit/width")).isLessThanOrEqualTo(1000.0 / (depth - 1) + 4);
        assertThat(model.numbers().get("fit/max-residual-of-weights")).isLessThan(1e-9);
        assertThat(model.parameters()).isBetween(2 * 1000 + 30L, 4 * 1000 + 30L + 5L * depth);
      }
    }
  }

  @Test
  void countsTheWeightsOfASmallDeepNetworkAsOneWouldByHand() {
    // Depth 3: first layer a (2), two thresholds and that of the projection; the second two
    // thresholds and two connections, and two units that take two weights each; the output takes
    // two weights and both parts of the sum.
    try (FittedModel model = fit(3, Points.random(4, 2, 2, i -> i % 2))) {
      assertThat(model.parameters()).isEqualTo(2 + 3 + 4 + 4 + 2 + 2);
      assertThat(model.numbers().get("fit/width")).isEqualTo(4);
    }
  }

  @Test
  void equalExamplesAreOnePointUnlessTheirLabelsDiffer() {
    Points points = Points.random(50, 5, 3, i -> i % 3);
    points.values().set(49, points.values().get(1).clone());

    try (FittedModel model = fit(2, points)) {
      assertFitted(model, points);
      assertThat(model.numbers().get("fit/distinct-examples")).isEqualTo(49);
    }
    points.values().set(49, points.values().get(2).clone());
    assertThatThrownBy(() -> fit(2, points))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "training examples 2 and 49 are equal, but labelled 2 and 1: no function fits both");
  }
}
