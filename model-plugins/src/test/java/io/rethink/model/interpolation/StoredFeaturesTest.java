package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.Mockito.mock;

import io.rethink.api.Seeds;
import io.rethink.api.data.Examples;
import io.rethink.api.data.InputShape;
import io.rethink.api.model.FittedModel;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class StoredFeaturesTest {

  private static final InputShape SHAPE = new InputShape(1, 8, 8);
  private static final FeatureMap.Gabor GABOR = new FeatureMap.Gabor(List.of(4.0), 4, 2, 0.4, 0.7);

  private final NoProgress progress = new NoProgress();

  /** The wavelets' features, counting for how many examples they are computed. */
  private static final class Counted implements Features {

    private final Features features = new GaborFeatures(GABOR, SHAPE);
    private int examples;

    @Override
    public int columns() {
      return features.columns();
    }

    @Override
    public void read(Examples of, int first, int count, int from, int to, FloatPointer target) {
      examples += count;
      features.read(of, first, count, from, to, target);
    }
  }

  private static float[] read(
      Features features, Examples examples, int first, int count, int from, int to) {
    float[] values = new float[count * (to - from)];
    try (FloatPointer target = new FloatPointer((long) values.length)) {
      features.read(examples, first, count, from, to, target);
      target.get(values);
    }
    return values;
  }

  @Test
  void areThoseOfTheExamplesAndComputedOnce() {
    GaussianExamples train = new GaussianExamples(300, SHAPE, 3, 1);
    Counted counted = new Counted();
    try (StoredFeatures stored = StoredFeatures.of(counted, train, progress)) {
      assertThat(counted.examples).isEqualTo(300);
      assertThat(read(stored, train, 250, 40, 7, 29))
          .containsExactly(
              read(new GaborFeatures(GABOR, SHAPE), train, 250, 40, 7, 29), within(1e-6f));
      assertThat(counted.examples).isEqualTo(300);
    }
    assertThat(progress.done()).isEqualTo(progress.expected());
  }

  @Test
  void thoseOfOtherExamplesAreComputedWhenAskedFor() {
    GaussianExamples other = new GaussianExamples(20, SHAPE, 3, 2);
    Counted counted = new Counted();
    try (StoredFeatures stored =
        StoredFeatures.of(counted, new GaussianExamples(30, SHAPE, 3, 1), progress)) {
      assertThat(read(stored, other, 5, 10, 0, 64))
          .containsExactly(
              read(new GaborFeatures(GABOR, SHAPE), other, 5, 10, 0, 64), within(1e-6f));
      assertThat(counted.examples).isEqualTo(30 + 10);
    }
  }

  @Test
  void aKernelMachineOnWaveletsIsTheSameWithThem() {
    GaussianExamples train = new GaussianExamples(120, SHAPE, 4, 1);
    GaussianExamples test = new GaussianExamples(40, SHAPE, 4, 2);
    MinimumNorm.Config config =
        new MinimumNorm.Config(new Kernel.Gaussian(0.5), GABOR, 0, 1e-10, 20);
    Features computed = new GaborFeatures(GABOR, SHAPE);

    try (FittedModel kept = new MinimumNorm(config, mock(Seeds.class)).fit(train, progress);
        FittedModel plain = new KernelInterpolation(config, computed).fit(train, progress)) {
      assertThat(kept.score(test, progress))
          .containsExactly(plain.score(test, progress), within(1e-4f));
    }
  }
}
