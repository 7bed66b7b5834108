package io.rethink.model.interpolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rethink.api.UserException;
import io.rethink.api.data.InputShape;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

class RandomPatchFeaturesTest {

  private static final InputShape SHAPE = new InputShape(2, 7, 8);
  private static final FeatureMap.RandomPatches OPTIONS =
      new FeatureMap.RandomPatches(70, 3, 0.25, 0.1, 0.01, 200, 20);
  private static final GaussianExamples IMAGES = new GaussianExamples(30, SHAPE, 2, 1);

  private static RandomGenerator random() {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(5);
  }

  private static float[] read(Features features, int from, int to) {
    float[] values = new float[IMAGES.size() * (to - from)];
    try (FloatPointer target = new FloatPointer((long) values.length)) {
      features.read(IMAGES, 0, IMAGES.size(), from, to, target);
      target.get(values);
    }
    return values;
  }

  /** The patch at a place, of mean 0 and divided by the root of its variance and 0.01. */
  private static double[] patch(int image, int top, int left) {
    DescriptiveStatistics values = new DescriptiveStatistics();
    for (int channel = 0; channel < 2; channel++) {
      for (int y = top; y < top + 3; y++) {
        for (int x = left; x < left + 3; x++) {
          values.addValue(IMAGES.doubles()[image][(channel * 7 + y) * 8 + x]);
        }
      }
    }
    double deviation = Math.sqrt(values.getPopulationVariance() + 0.01);
    double[] patch = values.getValues();
    for (int i = 0; i < patch.length; i++) {
      patch[i] = (patch[i] - values.getMean()) / deviation;
    }
    return patch;
  }

  /** Patches as they are drawn: an image, and one of its 5 by 6 places. */
  private static double[][] drawn(int number, RandomGenerator random) {
    double[][] patches = new double[number][];
    for (int i = 0; i < number; i++) {
      int image = random.nextInt(30);
      int place = random.nextInt(30);
      patches[i] = patch(image, place / 6, place % 6);
    }
    return patches;
  }

  /** All features of all images, step by step and without standardization. */
  private static double[][] slow() {
    RandomGenerator random = random();
    double[][] sample = drawn(200, random);
    double[] mean = new double[18];
    for (double[] each : sample) {
      for (int i = 0; i < 18; i++) {
        mean[i] += each[i] / 200;
      }
    }
    RealMatrix covariance = new Covariance(sample, false).getCovarianceMatrix();
    EigenDecomposition eigen = new EigenDecomposition(covariance);
    RealMatrix scale = MatrixUtils.createRealIdentityMatrix(18);
    for (int i = 0; i < 18; i++) {
      scale.setEntry(i, i, 1 / Math.sqrt(eigen.getRealEigenvalue(i) + 0.1));
    }
    RealMatrix whitening = eigen.getV().multiply(scale).multiply(eigen.getVT());
    double[][] filters = drawn(70, random);
    for (int i = 0; i < 70; i++) {
      filters[i] = whitened(whitening, filters[i], mean);
      double norm = new Array2DRowRealMatrix(filters[i]).getFrobeniusNorm();
      for (int j = 0; j < 18; j++) {
        filters[i][j] /= norm;
      }
    }
    double[][] features = new double[30][70 * 8];
    for (int image = 0; image < 30; image++) {
      for (int top = 0; top < 5; top++) {
        for (int left = 0; left < 6; left++) {
          double[] patch = whitened(whitening, patch(image, top, left), mean);
          int quadrant = (top < 3 ? 0 : 2) + (left < 3 ? 0 : 1);
          for (int i = 0; i < 70; i++) {
            double z = 0;
            for (int j = 0; j < 18; j++) {
              z += filters[i][j] * patch[j];
            }
            features[image][8 * i + quadrant] += Math.max(z - 0.25, 0);
            features[image][8 * i + 4 + quadrant] += Math.max(-z - 0.25, 0);
          }
        }
      }
    }
    return features;
  }

  private static double[] whitened(RealMatrix whitening, double[] patch, double[] mean) {
    double[] centred = new double[18];
    for (int i = 0; i < 18; i++) {
      centred[i] = patch[i] - mean[i];
    }
    return whitening.operate(centred);
  }

  @Test
  void areThoseOfADirectImplementationInDoublePrecision() {
    RandomPatchFeatures features = new RandomPatchFeatures(OPTIONS, IMAGES, random());
    int columns = features.columns();
    float[] values = read(features, 0, columns);
    double[][] expected = slow();

    assertThat(columns).isEqualTo(70 * 8);
    for (int column = 0; column < columns; column++) {
      DescriptiveStatistics first = new DescriptiveStatistics();
      for (int image = 0; image < 20; image++) {
        first.addValue(expected[image][column]);
      }
      double deviation = Math.sqrt(first.getPopulationVariance());
      for (int image = 0; image < 30; image++) {
        double standardized = (expected[image][column] - first.getMean()) / deviation;
        assertThat((double) values[image * columns + column]).isCloseTo(standardized, within(2e-4));
      }
    }
  }

  @Test
  void aRangeOfColumnsIsThatPartOfAll() {
    RandomPatchFeatures features = new RandomPatchFeatures(OPTIONS, IMAGES, random());
    float[] all = read(features, 0, features.columns());
    float[] part = read(features, 80, 240);

    for (int i = 0; i < part.length; i++) {
      assertThat(part[i])
          .isCloseTo(all[i / 160 * features.columns() + 80 + i % 160], within(1e-4f));
    }
  }

  @Test
  void patchesThatDoNotFitIntoTheImagesAreRefused() {
    FeatureMap.RandomPatches large = new FeatureMap.RandomPatches(1, 8, 0.25, 0.1, 0.01, 200, 20);

    assertThatThrownBy(() -> new RandomPatchFeatures(large, IMAGES, random()))
        .isInstanceOf(UserException.class)
        .hasMessage(
            "model.features.size is 8, but the images are 2x7x8; patches have to fit into them");
  }
}
